" specls with ALE: what is wrong, and what mends it. ALE has no tab stops.
call ale#linter#Define('markdown', {
\   'name': 'specls',
\   'lsp': 'stdio',
\   'executable': 'specls',
\   'command': '%e server',
\   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
\})
let g:ale_linters = {'markdown': ['specls']}
