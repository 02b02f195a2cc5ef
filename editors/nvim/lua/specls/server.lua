-- What the commands share: the client, and questions to the server.

local M = {}

function M.say(message, level)
  vim.notify("specls: " .. message, level or vim.log.levels.INFO)
end

function M.warn(message)
  M.say(message, vim.log.levels.WARN)
end

--- The client of a buffer; nil where there is none.
---@param buffer integer
---@return vim.lsp.Client?
function M.attached(buffer)
  return vim.lsp.get_clients({ name = "specls", bufnr = buffer })[1]
end

--- The same, with a hint where there is none.
---@param buffer integer
---@return vim.lsp.Client?
function M.client(buffer)
  local client = M.attached(buffer)
  if not client then
    M.warn("no server is attached to this buffer, see :checkhealth specls")
  end
  return client
end

--- A client that runs anywhere: a new document is not yet in any.
---@return vim.lsp.Client?
function M.any(buffer)
  return M.attached(buffer) or vim.lsp.get_clients({ name = "specls" })[1]
end

--- A list that is null or absent is empty.
function M.list(value)
  return type(value) == "table" and value or {}
end

--- Those of the words that begin with what is typed on the command line.
function M.beginning(lead, words)
  return vim.tbl_filter(function(word)
    return vim.startswith(word:lower(), lead:lower())
  end, words)
end

--- Whether the server answered with something.
function M.is_some(value)
  return value ~= nil and value ~= vim.NIL
end

--- Asks the server and goes on in `done(answer, client)`. An error is shown.
---@param client vim.lsp.Client
---@param argument table
function M.ask(client, buffer, command, argument, done)
  if vim.tbl_isempty(argument) then
    argument = vim.empty_dict()
  end
  client:request("workspace/executeCommand", { command = command, arguments = { argument } }, function(error, answer)
    if error then
      return M.warn(error.message)
    end
    done(answer, client)
  end, buffer)
end

--- Asks about a buffer, by its client.
function M.about(buffer, command, argument, done)
  local client = M.client(buffer)
  if client then
    argument.uri = vim.uri_from_bufnr(buffer)
    M.ask(client, buffer, command, argument, done)
  end
end

--- Asks and waits for at most a second: nil where there is no answer by then.
---@param client vim.lsp.Client
function M.wait(client, buffer, command, argument)
  if vim.tbl_isempty(argument) then
    argument = vim.empty_dict()
  end
  local params = { command = command, arguments = { argument } }
  local answer = client:request_sync("workspace/executeCommand", params, 1000, buffer)
  return answer and answer.result
end

--- The cursor of the current window, in the client's encoding.
---@param client vim.lsp.Client
function M.position(client)
  return vim.lsp.util.make_position_params(0, client.offset_encoding).position
end

return M
