" specls with vim-lsp.

" The text of a snippet, for who has no plugin for snippets: what vim-lsp has itself leaves backslashes in it.
function! s:expand(option) abort
  let l:text = substitute(a:option.snippet, '\v\$\{\d+\|(%(\\.|[^\\,|])*)%(\\.|[^\\|])*\|\}', '${0:\1}', 'g')
  let l:text = substitute(l:text, '\v\$%(\{\d+:?(%(\\.|[^\\}])*)\}|\d+)', '\1', 'g')
  let l:text = substitute(l:text, '\v\\([$}\\,|])', '\1', 'g')
  let [l:line, l:column] = [getline('.'), col('.') - 1]
  let l:lines = split(strpart(l:line, 0, l:column) . l:text . strpart(l:line, l:column), "\n", 1)
  call setline('.', l:lines[0])
  call append('.', l:lines[1:])
endfunction

" vim-lsp counts columns in characters, and says neither this nor that it takes snippets. Without them it shows ^@ for the
" ends of lines.
function! s:register() abort
  let g:lsp_snippet_expand = get(g:, 'lsp_snippet_expand', [function('s:expand')])
  let l:capabilities = call(g:lsp_get_supported_capabilities[0], [{}])
  let l:capabilities.textDocument.completion.completionItem.snippetSupport = v:true
  let l:capabilities.general = {'positionEncodings': ['utf-32']}
  call lsp#register_server({
  \   'name': 'specls',
  \   'cmd': ['specls', 'server'],
  \   'allowlist': ['markdown'],
  \   'capabilities': l:capabilities,
  \ })
endfunction

augroup specls
  autocmd!
  autocmd User lsp_setup call s:register()
  autocmd User lsp_buffer_enabled setlocal omnifunc=lsp#complete
augroup END
