-- Completes by keys in Neovim, with $COMPLETION: its own, or that of a plugin in the folder $SPECLS_NVIM_PLUGINS. Each is set up
-- by the lines of the help. $WORK/checkout.md is the document, and what is saved there is compared with the law by `run`.
--   nvim -l complete.lua        with NVIM, SPECLS and WORK in the environment

local here = debug.getinfo(1, "S").source:sub(2):match("(.*/)") or "./"
local child = dofile(here .. "child.lua")
local lua, keys, mode, has, wait, equal = child.lua, child.keys, child.mode, child.has, child.wait, child.equal
local work = vim.env.WORK

--- The labels of an open menu; none where no menu is open.
local POPUP = [[
return vim.fn.pumvisible() == 0 and {} or vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info({ "matches" }).matches)]]
local COMPLETIONS = {
  -- Behind a letter it has to be asked.
  autotrigger = { tag = "specls-autotrigger", folders = {}, menu = POPUP, first = "", ask = "<C-x><C-o>" },
  autocomplete = { tag = "specls-autocomplete", folders = {}, menu = POPUP, first = "" },
  ["nvim-cmp"] = {
    tag = "specls-nvim-cmp",
    folders = { "nvim-cmp", "cmp-nvim-lsp", "cmp-nvim-lsp/after" },
    menu = [[
local cmp = require("cmp")
return cmp.visible() and vim.tbl_map(function(entry) return entry.completion_item.label end, cmp.get_entries()) or {}]],
    first = "<C-n>",
  },
  ["blink.cmp"] = {
    tag = "specls-blink",
    folders = { "blink.cmp" },
    menu = [[
local blink = require("blink.cmp")
return blink.is_menu_visible() and vim.tbl_map(function(item) return item.label end, blink.get_items()) or {}]],
    first = "",
  },
  ["mini.nvim"] = { tag = "specls-mini", folders = { "mini.nvim" }, menu = POPUP, first = "<C-n>" },
}
local completion = COMPLETIONS[vim.env.COMPLETION]

--- The lines of Lua that the help has behind a tag.
local function sample(tag)
  local help = table.concat(vim.fn.readfile(here .. "../nvim/doc/specls.txt"), "\n")
  local _, tagged = help:find("*" .. tag .. "*", 1, true)
  return help:match(">lua\n(.-)\n<", tagged)
end
local function init()
  local lines = { ("vim.lsp.config('specls', { cmd = { %q, 'server' } })"):format(vim.env.SPECLS) }
  for _, folder in ipairs(completion.folders) do
    table.insert(lines, ("vim.opt.rtp:append(%q)"):format(vim.env.SPECLS_NVIM_PLUGINS .. "/" .. folder))
  end
  table.insert(lines, ("vim.opt.rtp:append(%q)"):format(vim.fn.fnamemodify(here .. "../nvim", ":p")))
  table.insert(lines, sample(completion.tag))
  return table.concat(lines, "\n")
end

local function menu() return lua(completion.menu) end
--- Types key by key, and a bit slower than a program could: a list that comes late is for what was typed by then.
local function enter(text)
  for _, key in ipairs(vim.fn.split(text, [[\zs]])) do
    vim.wait(30)
    keys(key == "<" and "<lt>" or key)
  end
end
--- Waits for a menu with `label` ahead of all others, and accepts that.
local function accept(typed, label)
  local seen = vim.wait(5000, function() return menu()[1] == label end, 20) and label or menu()
  equal("what comes first behind " .. typed, seen, label)
  keys(completion.first)
  vim.wait(100)
  keys("<C-y>")
end
local function open(name, text)
  vim.fn.writefile(vim.split(text, "\n"), work .. "/" .. name, "b")
  lua("vim.cmd('edit! ' .. ...)", work .. "/" .. name)
  wait("the server knows " .. name, function()
    return lua([[
      local client = vim.lsp.get_clients({ bufnr = 0, name = "specls" })[1]
      return client ~= nil and require("specls.server").wait(client, 0, "specls.templates", {}) ~= nil]])
  end)
end
--- Goes into Insert mode by `moves`, and types as a person would: not before the plugin is ready for it.
local function begin(moves, text)
  keys(moves)
  wait("Insert mode", function() return vim.startswith(mode().mode, "i") end)
  vim.wait(100)
  enter(text)
  if completion.ask and text:find("%a$") then
    keys(completion.ask)
  end
end
local function leave()
  keys("<Esc><Esc>")
  wait("out of Insert mode", function() return mode().mode == "n" end)
  lua("vim.snippet.stop()")
end
--- Whether words are in a floating window.
local function is_shown(words)
  return lua([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
      if vim.api.nvim_win_get_config(window).relative ~= "" and table.concat(lines, "\n"):find(..., 1, true) then return true end
    end
    return false]], words)
end

child.start(init())
lua("vim.o.columns, vim.o.lines = 120, 40; vim.cmd.edit(...)", work .. "/checkout.md")
wait("findings", function() return #lua("return vim.diagnostic.get(0)") > 0 end)

begin("/^## Monitoring and Obs<CR>O", "##")
wait("the menu opens by itself", function() return #menu() > 0 end)
-- A list that comes for the second key would take the choice away.
vim.wait(300)
keys(completion.first)
wait("the text to come is beside it", function() return is_shown("{Local development configuration}") end)
if completion.first ~= "" then
  keys("<C-p>")
end
accept("##", "## Deployment Strategy")
wait("the first placeholder is selected", function() return has("\n## Deployment Strategy\n") and mode().mode == "s" end)
enter("Minikube")
keys("<Tab>")
wait("then the next", function() return has("- **Setup:** Minikube\n") and mode().mode == "s" end)
enter("Gradle 日本")
leave()

--- Goes to a line, types there, and accepts what comes first.
local function take(moves, text, label, made)
  begin(moves, text)
  accept(text, label)
  wait("which makes " .. vim.trim(made), function() return has(made) end)
  -- The word is there first, and is then replaced by what the server has for it.
  vim.wait(300)
  leave()
end
take("gg/^## Testing Approach<CR>O", "## Imp", "## Implementation Details", "\n### Database Design\n")
take("gg/^## Implementation<CR>O", "### Sec", "### Security Implementation", "\n#### Data Protection\n")
take("gg/^### Alerting<CR>o", "-", "Critical Alerts", "- **Critical Alerts:** {System down, high error rates}\n")
take("gg/Critical Alerts<CR>o", "- War", "Warning Alerts", "- **Warning Alerts:** {Performance degradation}\n")
take("gg/Warning Alerts<CR>o", "- **No", "Notification Channels", "- **Notification Channels:** {Slack, email, PagerDuty}\n")
take("gg/^## Appendices<CR>O", "Main", "## Maintenance and Support", "\n### Operational Procedures\n")
take("gg/ Review<CR>wcw", "A", "Approved", "| **Status:** Approved  \n")
wait("nothing is missing", function()
  return #vim.tbl_filter(function(found) return found.code:find("^missing") ~= nil end, lua("return vim.diagnostic.get(0)")) == 0
end)
lua("vim.cmd.write()")

-- A row, a cell, a choice of the template's.
vim.fn.writefile({ "templates = ['risks.md']" }, work .. "/specls.toml")
vim.fn.writefile({ "# Risks of {name}", "", "## Risks", "", "| Risk 日本 | Impact |", "| --- | --- |", "| {risk} | High/Medium/Low |" }, work .. "/risks.md")
lua("vim.lsp.enable('specls', false)")
wait("the server stops", function() return lua("return #vim.lsp.get_clients()") == 0 end)
lua("vim.lsp.enable('specls')")
open("cart.md", "<!-- specls: template risks -->\n\n# Risks of 😀\n\n## Risks\n\n| Risk 日本 | Impact |\n| --- | --- |\n| 仕😀 | High |\n")
begin("Go", "|")
accept("|", "| {risk} | High/Medium/Low |")
wait("a row", function() return has("\n| {risk} |  |\n") and mode().mode == "s" end)
enter("Lost 😀")
keys("<Tab>")
wait("a menu of its choices", function() return lua("return vim.fn.pumvisible()") == 1 end)
for _ = 1, 3 do
  if not has("| Lost 😀 | Medium |") then
    keys("<C-n>")
    vim.wait(200, function() return has("| Lost 😀 | Medium |") end, 20)
  end
end
keys("<C-y>")
wait("one is taken", function() return has("\n| Lost 😀 | Medium |\n") end)
leave()
take("o", "| 日本 😀 | L", "Low", "\n| 日本 😀 | Low")
take("o", "<!-- specls:", "template NAME@VERSION", "\n<!-- specls: template NAME@VERSION -->\n")
lua("vim.cmd.write()")

open("named.md", "")
take("i", "<!-- specls: template comp", "component", "<!-- specls: template component -->\n")
lua("vim.cmd.write()")

open("empty.md", "")
begin("i", "mil")
accept("mil", "milestone (whole document)")
wait("a whole document", function() return has("\n### Change History\n") and mode().mode == "s" end)
leave()

equal("no error was shown", child.error(), nil)
child.stop()
