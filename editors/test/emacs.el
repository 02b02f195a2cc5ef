;;; emacs.el --- drives eglot or lsp-mode, without a terminal  -*- lexical-binding: t; -*-

;; $WORK/checkout.md is the document, $CLIENT the file of ../emacs, and specls is on the PATH. What is saved is compared with
;; the law by `run'.  emacs --batch -l emacs.el

(package-initialize)
(require 'cl-lib)
(require 'flymake)
(require 'markdown-mode)
(require 'yasnippet)

(defvar work (file-name-as-directory (getenv "WORK")))
(defvar is-eglot (equal (getenv "CLIENT") "specls-eglot"))

(setq make-backup-files nil create-lockfiles nil vc-handled-backends nil)
(setq eglot-confirm-server-edits nil eglot-send-changes-idle-time 0)
(setq lsp-auto-guess-root t lsp-restart 'ignore lsp-enable-suggest-server-download nil lsp-enable-file-watchers nil
      lsp-session-file (concat work "session") lsp-diagnostics-provider :flymake lsp-keep-workspace-alive nil
      lsp-headerline-breadcrumb-enable nil lsp-debounce-full-sync-notifications nil lsp-warn-no-matched-clients nil)

(defun fail (&rest words)
  (message "%s\nFAIL %s" (buffer-string) (apply #'format words))
  (kill-emacs 1))

(defmacro wait (what form)
  `(let ((end (+ (float-time) 15)))
     (while (not ,form)
       (when (> (float-time) end) (fail "timeout: %s" ,what))
       (accept-process-output nil 0.05))
     (message "ok   %s" ,what)))

(defun same (what got want)
  (unless (equal got want) (fail "%s: got %S, want %S" what got want))
  (message "ok   %s" what))

(defun has (words)
  (save-excursion (goto-char (point-min)) (let (case-fold-search) (search-forward words nil t))))

(defun go (words)
  "Point at the start of WORDS, wherever they come first."
  (goto-char (point-min))
  (unless (let (case-fold-search) (search-forward words nil t)) (fail "there is no %s" words))
  (goto-char (match-beginning 0)))

(defun diagnostics ()
  "Code and words of each diagnostic."
  ;; Idle timers, with which eglot tells of changes, never run without a terminal.
  (when is-eglot (eglot--signal-textDocument/didChange))
  (flymake-start)
  (mapcar (lambda (one)
            (cons (flymake-diagnostic-text one)
                  (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one))))
          (flymake-diagnostics)))

(defun finding (words)
  (cl-find-if (lambda (one) (string-search words (car one))) (diagnostics)))

(defun act (title)
  "Take the code action whose title begins so."
  (let* ((actions (if is-eglot (eglot-code-actions (point)) (lsp-code-actions-at-point)))
         (of (lambda (action) (if is-eglot (plist-get action :title) (lsp-get action :title))))
         (action (cl-find-if (lambda (action) (string-prefix-p title (funcall of action))) actions)))
    (unless action (fail "no action %s in %S" title (mapcar of actions)))
    (if is-eglot (eglot-execute (eglot-current-server) action) (lsp-execute-code-action action))))

;; Both only list the candidates; company and corfu accept one like this.
(setq completion-in-region-function
      (lambda (beg end table predicate)
        (let* ((exit (plist-get completion-extra-properties :exit-function))
               (typed (buffer-substring-no-properties beg end))
               (one (car (completion-all-completions typed table predicate (- end beg)))))
          (unless one (fail "no completion of %s" typed))
          (delete-region beg end)
          (insert one)
          (funcall exit one 'finished))))

(defun complete (typed behind)
  "Accept the section that begins with TYPED, ahead of the heading BEHIND."
  (go behind)
  (insert typed "\n")
  (backward-char)
  (when is-eglot (eglot--signal-textDocument/didChange))
  (completion-at-point))

(load (concat work (getenv "CLIENT") ".el") nil t)
(unless is-eglot
  (require 'lsp-diagnostics)
  (require 'lsp-completion)
  (lsp-workspace-folders-add work)
  (yas-global-mode 1))

(find-file (concat work "checkout.md"))
;; The hook of markdown-mode waits for a command to end, which never happens here.
(if is-eglot (apply #'eglot (eglot--guess-contact)) (lsp))
(wait "connected" (if is-eglot (eglot-current-server) (lsp-workspaces)))
(wait "diagnostics" (finding "\"Deployment Strategy\" is missing"))
(same "behind an emoji a diagnostic is at its words" (cdr (finding "still needs an answer")) "[REQUIRED_INPUT]")

;; A section with code comes without tab stops: yasnippet would run what stands in its backquotes.
(complete "## Depl" "## Monitoring and Observability")
(wait "the section is there" (has "- **Data:** {Development data strategy}"))
(go "{Local development configuration}") (kill-line) (insert "Minikube")
(go "{Required services and tools}") (kill-line) (insert "Gradle 日本")
(same "two are filled in" (and (has "- **Setup:** Minikube\n") (has "- **Dependencies:** Gradle 日本\n") t) t)
(wait "the section is no longer missing" (not (finding "\"Deployment Strategy\" is missing")))

;; Eglot has none without yasnippet, and is kept from it.
(unless is-eglot
  (complete "## Maint" "## Appendices")
  (wait "the first placeholder is active" (and (yas-active-snippets) (looking-at-p "{Standard deployment process}")))
  (execute-kbd-macro (vconcat "Über Nacht\tZurück")) ; in a string Ü is a key with Meta
  (yas-exit-all-snippets)
  (same "two are filled in by tab" (and (has "- **Deployment:** Über Nacht\n") (has "- **Rollback:** Zurück\n") t) t))

(go "Technical Specification: One")
(wait "its diagnostics" (finding "\"Implementation Details\" is missing"))
(act "Insert section \"Implementation Details\"")
(wait "the action inserts it" (has "\n## Implementation Details\n"))
(specls-insert-all)
(wait "specls-insert-all" (has "\n### Security Implementation\n"))
(wait "nothing is missing" (not (finding "is missing: insert it")))
(go "Alerting\n")
(wait "the diagnostic of the empty section" (finding "\"Alerting\" is empty"))
(act "Fill \"Alerting\"")
(wait "the empty section is filled" (has "- **Critical Alerts:**"))

(goto-char (point-min))
(specls-next-gap)
(same "specls-next-gap" (looking-at-p "{Link to relevant Architecture Decision Records}$") t)
(specls-next-gap)
(specls-next-gap)
(same "behind an emoji" (looking-at-p "{Growth expectations}, 512") t)
(specls-previous-gap)
(same "specls-previous-gap" (looking-at-p "{Growth expectations}$") t)
(if is-eglot (eglot-rename "{Growth 日本}") (lsp-rename "{Growth 日本}"))
(wait "an input is renamed in all its places" (and (has "✅ 😀 日本: {Growth 日本}, 512") (has "- **Scalability:** {Growth 日本}\n")))

(save-buffer)
(if is-eglot (eglot-shutdown (eglot-current-server)) (lsp-workspace-shutdown (car (lsp-workspaces))))
(message "ok   the end, Emacs %s" emacs-version)
