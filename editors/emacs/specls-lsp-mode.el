;;; specls-lsp-mode.el --- specls with lsp-mode  -*- lexical-binding: t; -*-

;; The lines of README.md, and commands to go from gap to gap and to insert what is missing.

(require 'lsp-mode)

(lsp-register-client
 (make-lsp-client :new-connection (lsp-stdio-connection '("specls" "server"))
                  :activation-fn (lsp-activate-on "markdown")
                  :server-id 'specls))
(add-hook 'markdown-mode-hook #'lsp-deferred)

(defun specls--execute (command &rest argument)
  "What the server answers to COMMAND about this buffer, with the keys of ARGUMENT."
  (lsp-request "workspace/executeCommand"
               `(:command ,command :arguments [(,@(lsp--text-document-identifier) ,@argument)])))

(defun specls--go (command)
  (let ((gap (specls--execute command :position (lsp--cur-position))))
    (if gap
        (progn (push-mark nil t) (goto-char (car (lsp--range-to-region (lsp-get gap :range)))))
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

(provide 'specls-lsp-mode)
;;; specls-lsp-mode.el ends here
