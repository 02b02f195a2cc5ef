" specls with vim-lsp.
autocmd User lsp_setup call lsp#register_server({
\   'name': 'specls',
\   'cmd': {server_info -> ['specls', 'server']},
\   'allowlist': ['markdown'],
\})
