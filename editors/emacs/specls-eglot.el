;;; specls-eglot.el --- specls with eglot  -*- lexical-binding: t; -*-

;; The five lines of README.md, and commands to go from gap to gap and to insert what is missing.

(require 'eglot)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(markdown-mode "specls" "server"))
  (add-to-list 'eglot-stay-out-of 'yasnippet)) ; yasnippet would run code in backquotes
(add-hook 'markdown-mode-hook #'eglot-ensure)

(defun specls--execute (command &rest argument)
  "What the server answers to COMMAND about this buffer, with the keys of ARGUMENT."
  (let ((whole `(,@(eglot--TextDocumentIdentifier) ,@argument)))
    (eglot-execute (eglot--current-server-or-lose) `(:command ,command :arguments [,whole]))))

(defun specls--go (command)
  (let ((gap (specls--execute command :position (eglot--pos-to-lsp-position))))
    (if gap
        (progn (push-mark nil t) (goto-char (car (eglot-range-region (plist-get gap :range)))))
      (message "Nothing is left to write"))))

(defun specls-next-gap ()
  "Go to what is left to write next."
  (interactive)
  (specls--go "specls.nextGap"))

(defun specls-previous-gap ()
  "Go to what is left to write ahead of point."
  (interactive)
  (specls--go "specls.previousGap"))

(defun specls-insert-all ()
  "Insert all missing sections."
  (interactive)
  (specls--execute "specls.insertAll"))

(provide 'specls-eglot)
;;; specls-eglot.el ends here
