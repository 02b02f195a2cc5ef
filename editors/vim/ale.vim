" specls with ALE: what is wrong, and what mends it. ALE has no tab stops.

" ALE inserts by completion up to the first "(", and shows ^@ for the ends of lines. So of a section it gets the heading, which
" a code action fills, and nothing that it would cut.
function! s:first_line(buffer, item) abort
  if has_key(a:item, 'textEdit')
    let a:item.textEdit.newText = split(a:item.textEdit.newText, "\n")[0]
  endif
  return stridx(get(a:item, 'textEdit', {'newText': a:item.label}).newText, '(') < 0
endfunction

call ale#linter#Define('markdown', {
\   'name': 'specls',
\   'lsp': 'stdio',
\   'executable': 'specls',
\   'command': '%e server',
\   'initialization_options': {'capabilities': {'general': {'positionEncodings': ['utf-8']}}},
\   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
\   'completion_filter': function('s:first_line'),
\})
let g:ale_linters = extend(get(g:, 'ale_linters', {}), {'markdown': ['specls']})

augroup specls
  autocmd!
  autocmd User ALELSPStarted if &filetype ==# 'markdown' | setlocal omnifunc=ale#completion#OmniFunc | endif
augroup END
