-- A second Neovim, driven by keys over RPC: what the tests of the plugin share.

local M = {}

-- What the user was told, for the test to read.
local EARS = "told = {}\nvim.notify = function(message) table.insert(told, message) end\n"

--- Starts it with an init.lua of these words.
function M.start(init)
  local work = vim.env.WORK
  vim.fn.writefile(vim.split(init .. "\n" .. EARS, "\n"), work .. "/init.lua")
  local command = { vim.env.NVIM, "--clean", "-u", work .. "/init.lua", "-n", "--embed", "--headless" }
  M.channel = vim.fn.jobstart(command, { rpc = true, cwd = work })
  assert(M.channel > 0, "Neovim does not start")
end

function M.stop() vim.fn.jobstop(M.channel) end

function M.lua(code, ...) return vim.rpcrequest(M.channel, "nvim_exec_lua", code, { ... }) end
function M.keys(typed) vim.rpcrequest(M.channel, "nvim_input", typed) end
function M.mode() return vim.rpcrequest(M.channel, "nvim_get_mode") end
function M.text() return table.concat(M.lua("return vim.api.nvim_buf_get_lines(0, 0, -1, true)"), "\n") .. "\n" end
function M.has(words) return M.text():find(words, 1, true) ~= nil end

local function fail(message)
  io.stderr:write(message, "\n")
  os.exit(1)
end

function M.wait(what, holds)
  if not vim.wait(10000, holds, 20) then
    local seen = { mode = M.mode(), messages = M.lua("return vim.fn.execute('messages')"), told = M.lua("return told") }
    fail(("%s\n%s\ntimeout: %s"):format(M.text(), vim.inspect(seen), what))
  end
  print("ok   " .. what)
end

function M.equal(what, got, want)
  if not vim.deep_equal(got, want) then
    fail(("%s: got %s, want %s"):format(what, vim.inspect(got), vim.inspect(want)))
  end
  print("ok   " .. what)
end

--- The words of the first error that was shown; nil where there was none.
function M.error()
  local messages = M.lua("return vim.fn.execute('messages')")
  return messages:match("E%d+:.*") or messages:match("stack traceback.*")
end

return M
