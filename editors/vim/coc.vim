" Keys for coc.nvim: between placeholders, between findings, for what can be done at the cursor, and to rename.
let g:coc_snippet_next = '<Tab>'
let g:coc_snippet_prev = '<S-Tab>'
nmap <silent> ]g <Plug>(coc-diagnostic-next)
nmap <silent> [g <Plug>(coc-diagnostic-prev)
nmap <silent> <Leader>ac <Plug>(coc-codeaction-cursor)
nmap <silent> <Leader>rn <Plug>(coc-rename)
