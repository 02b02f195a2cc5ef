-- Drives a second Neovim by keys: with the plugin and nothing else, or with the lines of the README where $PLAIN is set.
-- $WORK/checkout.md is the document, and what is saved there is compared with the law by `run`.
--   nvim -l nvim.lua        with NVIM, SPECLS and WORK in the environment

local here = debug.getinfo(1, "S").source:sub(2):match("(.*/)") or "./"
local child = dofile(here .. "child.lua")
local work = vim.env.WORK
local file = work .. "/checkout.md"

local readme = table.concat(vim.fn.readfile(here .. "../../README.md"), "\n"):match("```lua\n(.-)```")
local plugin = ([[
vim.opt.rtp:prepend(%q)
vim.lsp.config("specls", { cmd = { %q, "server" } })
vim.api.nvim_create_autocmd("LspAttach", { callback = function(event)
  vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
end })
]]):format(vim.fn.fnamemodify(here .. "../nvim", ":p"), vim.env.SPECLS)
local looks = 'vim.o.completeopt = "menuone,noinsert,popup"\n'
child.start((vim.env.PLAIN and readme or plugin) .. looks)
local lua, keys, mode, has, wait, equal = child.lua, child.keys, child.mode, child.has, child.wait, child.equal

--- The words below the diagnostics with a code.
local function marked(code)
  return lua([[
    local words = {}
    for _, d in ipairs(vim.diagnostic.get(0)) do
      if d.code == ... then
        table.insert(words, vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})[1])
      end
    end
    return words]], code)
end
local function is_missing(section)
  return lua([[
    local name = ...
    for _, d in ipairs(vim.diagnostic.get(0)) do
      if d.code == "missing-section" and d.message:find(name, 1, true) then return true end
    end
    return false]], '"' .. section .. '"')
end
--- Answers the pickers and input boxes that come, in turn: a picker by the words that its item holds.
local function answer(...)
  lua([[
    local answers = ...
    vim.ui.select = function(items, options, done)
      local want = table.remove(answers, 1)
      for _, item in ipairs(items) do
        if options.format_item(item):find(want, 1, true) then return done(item) end
      end
      error("no item " .. want)
    end
    vim.ui.input = function(options, done)
      asked = asked or {}
      table.insert(asked, options.prompt)
      done(table.remove(answers, 1))
    end]], { ... })
end

lua("vim.o.columns, vim.o.lines = 120, 40; vim.cmd.edit(...)", file)
wait("the client attaches by itself", function() return lua("return #vim.lsp.get_clients({ bufnr = 0, name = 'specls' })") == 1 end)
wait("diagnostics", function() return is_missing("Deployment Strategy") end)
equal("behind an emoji a diagnostic is at its bytes", marked("required-input"), { "[REQUIRED_INPUT]" })

keys("/^## Monitoring and Obs<CR>O##")
wait("the menu opens by itself", function() return lua("return vim.fn.pumvisible()") == 1 end)
equal("what is missing here comes first", lua("return vim.fn.complete_info({ 'items' }).items[1].abbr"), "## Deployment Strategy")
keys("<C-y>")
wait("the first placeholder is selected", function() return has("## Deployment Strategy") and mode().mode == "s" end)
keys("Minikube<Tab>")
wait("the next one is", function() return has("- **Setup:** Minikube") and mode().mode == "s" end)
keys("Gradle 日本<Esc>")
wait("both are filled in", function() return has("- **Dependencies:** Gradle 日本") end)
lua("vim.snippet.stop()")
wait("the section is no longer missing", function() return not is_missing("Deployment Strategy") end)

keys("gg/^# Tech<CR>wgra")
wait("a choice of actions", function() return mode().blocking or mode().mode ~= "n" end)
keys("1<CR>")
wait("the first one inserts the section", function() return has("## Implementation Details") end)
wait("and takes its finding away", function() return not is_missing("Implementation Details") end)

local function fill_alerting()
  answer('Fill "Alerting"')
  keys("/^### Alerting<CR>wgra")
  wait("the empty section is filled", function() return has("- **Critical Alerts:**") end)
end
local function rename()
  lua("vim.lsp.buf.rename('{Growth 日本}')")
  wait("an input is renamed in all its places", function()
    return has("✅ 😀 日本: {Growth 日本}, 512 MiB") and has("- **Scalability:** {Growth 日本}")
  end)
end

if vim.env.PLAIN then
  answer("Insert all 2 missing sections")
  keys("gg/^# Tech<CR>wgra")
  wait("an action inserts all", function() return has("## Maintenance and Support") and has("### Security Implementation") end)
  fill_alerting()
  keys("gg/{Growth<CR>")
  rename()
  lua("vim.cmd.write()")
  os.exit(0)
end

wait("a status line says how far it has come", function()
  return lua("return require('specls').progress()"):find("^%d+ of %d+ sections, %d+ placeholders$") ~= nil
end)
local before = lua("return require('specls').progress()")
equal("the sections complete on the command line", lua("return vim.fn.getcompletion('SpecInsert sec', 'cmdline')"), { "Security Implementation" })
keys("<Cmd>SpecInsert No Such Section<CR>")
wait("what is none is said", function() return (lua("return told[#told] or ''")):find("there are \"Security Implementation\"", 1, true) ~= nil end)
answer("Security Implementation")
keys("<Cmd>SpecInsert<CR>")
wait(":SpecInsert inserts with tab stops", function() return has("### Security Implementation") and mode().mode == "s" end)
keys("OAuth2<Esc>")
wait("which can be filled in", function() return has("- **Method:** OAuth2") end)
lua("vim.snippet.stop()")
keys("<Cmd>SpecInsertAll<CR>")
wait(":SpecInsertAll", function() return has("## Maintenance and Support") end)
wait("nothing is missing", function() return #marked("missing-section") == 0 end)
wait("the status line knows", function() return lua("return require('specls').progress()") ~= before end)

fill_alerting()

keys("gg0<Cmd>SpecNextGap<CR>")
local function cursor() return lua([[
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  return vim.api.nvim_get_current_line():sub(column + 1)]]) end
wait(":SpecNextGap", function() return cursor() == "{Link to relevant Architecture Decision Records}" end)
keys("<Cmd>SpecNextGap<CR>")
wait("and the one behind it", function() return cursor() == "{Growth expectations}" end)
keys("<Cmd>SpecNextGap<CR>")
wait("behind an emoji", function() return vim.startswith(cursor(), "{Growth expectations}, 512") end)
keys("<Cmd>SpecPrevGap<CR>")
wait(":SpecPrevGap", function() return cursor() == "{Growth expectations}" end)

rename()

keys("<Cmd>SpecProgress!<CR>")
wait(":SpecProgress", function() return lua("return told[#told] or ''"):find(" placeholders (feature)", 1, true) ~= nil end)
wait("its list", function() return lua("return vim.bo.buftype") == "quickfix" end)
equal("names the sections", lua("return vim.fn.getloclist(0)[1].text"):match("^.-Checkout: "), "# Technical Specification: One-Page Checkout: ")
keys("<Cmd>lclose<CR>")
keys('gg/^### Security Impl<CR><Cmd>SpecBrief a<CR>')
wait(":SpecBrief to a register", function() return lua("return vim.fn.getreg('a')"):find("# Brief: Security Implementation", 1, true) == 1 end)
keys("<Cmd>SpecBrief!<CR>")
wait(":SpecBrief! in a window", function() return lua("return vim.bo.buftype") == "nofile" and has("# Brief") end)
keys("<Cmd>close<CR>")

lua("vim.cmd.checkhealth('specls')")
wait(":checkhealth says the version", function() return has("specls " .. vim.env.VERSION .. " is ") end)
wait("and the template", function() return has("checkout.md follows feature:") end)
equal("without an error", { has("ERROR"), has("WARNING") }, { false, false })
lua("vim.cmd.close()")

lua("vim.cmd.write()")

equal("the templates complete on the command line", lua("return vim.fn.getcompletion('SpecNew m', 'cmdline')"), { "milestone" })
local function template() return lua([[
  local client = vim.lsp.get_clients({ bufnr = 0, name = "specls" })[1]
  local progress = client and require("specls.server").wait(client, 0, "specls.showProgress", { uri = vim.uri_from_bufnr(0) })
  return type(progress) == "table" and progress.template or ""]]) end
answer("feature  ")
lua([[vim.ui.input = function(options, done)
  local values = { ["Feature/System Name: "] = "Einkauf 😀", ["File: "] = options.default }
  table.insert(told, options.prompt .. (options.default or ""))
  done(values[options.prompt] or "")
end]])
keys("<Cmd>SpecNew<CR>")
wait(":SpecNew begins a document with what was answered", function() return has("# Technical Specification: Einkauf 😀") and mode().mode == "s" end)
equal("in a file that is called so", lua("return vim.fn.fnamemodify(vim.fn.bufname(), ':t')"), "einkauf-😀.md")
wait("and the server knows it", function() return template() == "feature" end)
keys("<Esc>")
lua("vim.cmd.write()")
keys("<Cmd>SpecNew feature<CR>")
wait("what is there stays", function() return lua("return told[#told]"):find("einkauf-😀.md is there already", 1, true) ~= nil end)

-- A template of the team's, which specls.toml gives to one folder and not to the other.
vim.fn.mkdir(work .. "/team/notes", "p")
vim.fn.writefile({ "templates = ['note.md']", "documents = [{ paths = ['notes'], template = 'note' }]" }, work .. "/team/specls.toml")
vim.fn.writefile({ "# {Title}", "", "## Why 仕😀", "", "{why}" }, work .. "/team/note.md")
vim.fn.writefile({ "# First" }, work .. "/team/notes/first.md")
lua("vim.cmd.edit(...)", work .. "/team/notes/first.md")
wait("a document has its template from its path", function() return template() == "note" end)
for _, new in ipairs({ { "team/notes/second.md", "# Cart" }, { "team/other.md", "<!-- specls: template note -->" } }) do
  local file, first = unpack(new)
  answer("Cart", file)
  keys("<Cmd>SpecNew note<CR>")
  wait(file .. " is begun", function() return vim.endswith(lua("return vim.fn.bufname()"), file) and has("# Cart") end)
  wait("so has " .. file, function() return template() == "note" end)
  equal("with or without a comment that says it", lua("return vim.fn.getline(1)"), first)
  keys("<Esc>")
end

answer("short.md")
keys("<Cmd>SpecNew component<CR>")
wait("a document of few sections", function() return has("## Goals and Non-Goals") and mode().mode == "s" end)
wait("follows its template too", function() return template() == "component" end)
keys("<Esc>")
answer("tsd")
keys("<Cmd>SpecTemplate tsd<CR>")
wait(":SpecTemplate", function() return has("<!-- specls: template tsd -->") end)

-- A section at the very end comes out the same with tab stops as without, which the server inserts by itself.
local function at_the_end(name, beginning, pick)
  local path = work .. "/" .. name
  vim.fn.writefile(vim.split(beginning, "\n"), path, "b")
  lua("vim.cmd('edit! ' .. ...)", path)
  wait("the server knows " .. name, function() return template() == "component" end)
  if pick then
    keys("<Cmd>SpecInsert References<CR>")
  else
    lua("require('specls.server').about(0, 'specls.insertSection', { section = 'References' }, function() end)")
  end
  wait("## References", function() return has("## References") end)
  keys("<Esc>")
  lua("vim.snippet.stop(); vim.cmd.write()")
  return vim.fn.readblob(path)
end
local head = "<!-- specls: template component -->\n\n# Cart 😀\n\n## Overview\n\nText."
for number, beginning in ipairs({ head .. "\n", head, head .. "\n\n", (head .. "\n"):gsub("\n", "\r\n"), "<!-- specls: template component -->" }) do
  local picked = at_the_end("picked" .. number .. ".md", beginning, true)
  equal("the same at the end", picked, at_the_end("inserted" .. number .. ".md", beginning, false))
end

-- Of a copy: the tags would lie beside the help file.
local help = work .. "/help/doc"
vim.fn.mkdir(help, "p")
vim.uv.fs_copyfile(here .. "../nvim/doc/specls.txt", help .. "/specls.txt")
vim.cmd.helptags(help)
local tags = table.concat(vim.fn.readfile(help .. "/tags"), "\n")
local commands = lua("return vim.tbl_keys(vim.api.nvim_get_commands({}))")
local missing = vim.tbl_filter(function(name) return name:find("^Spec") and not tags:find(":" .. name .. "\t", 1, true) end, commands)
equal("the help has every command", missing, {})
equal("and how completion is set up", tags:find("specls-autotrigger\t", 1, true) ~= nil, true)
equal("and they are there", #vim.tbl_filter(function(name) return name:find("^Spec") ~= nil end, commands), 8)

lua("vim.lsp.enable('specls', false)")
wait("the server stops", function() return lua("return #vim.lsp.get_clients()") == 0 end)
lua("vim.lsp.config('specls', { cmd = { 'no-such-program' } }); vim.cmd.checkhealth('specls')")
wait(":checkhealth says what is missing", function() return has("`no-such-program` is not on your PATH") end)
lua("vim.cmd.close()")

-- Where nothing is open, the server is started for the new document, and is then the one that checks it.
lua("vim.cmd('silent %bwipeout!'); vim.lsp.config('specls', { cmd = { ..., 'server' } }); vim.cmd.cd('team')", vim.env.SPECLS)
answer("Tea", "tea.md")
keys("<Cmd>SpecNew note<CR>")
wait("a document from nothing", function() return has("# Tea") and mode().mode == "s" end)
equal("names its template", lua("return vim.fn.getline(1)"), "<!-- specls: template note -->")
lua("vim.lsp.enable('specls')")
wait("which the server knows", function() return template() == "note" end)
equal("there is one server", #lua("return vim.tbl_map(function(client) return client.id end, vim.lsp.get_clients())"), 1)
keys("<Esc>")

equal("no error was shown", child.error(), nil)
child.stop()
