-- Snippets of the server, at a place of the document.

local M = {}

--- Puts a snippet in place of a range of the current buffer, and the cursor on its first tab stop.
---@param range lsp.Range
---@param snippet string
---@param encoding string
function M.expand(range, snippet, encoding)
  -- The lines of a buffer have no line ending: Neovim writes them as 'fileformat' says.
  snippet = snippet:gsub("\r\n?", "\n")
  local last, virtual = vim.api.nvim_buf_line_count(0), nil
  if range.start.line >= last then
    -- The place is behind the last line ending, where a buffer has no line yet. The line that is made for it has one of its own.
    local is_empty = last == 1 and vim.api.nvim_buf_get_lines(0, 0, 1, true)[1] == ""
    if not is_empty then
      vim.api.nvim_buf_set_lines(0, last, last, true, { "" })
    end
    snippet = snippet:gsub("\n$", "")
    vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 0 })
  else
    vim.lsp.util.apply_text_edits({ { range = range, newText = "" } }, vim.api.nvim_get_current_buf(), encoding)
    local line = vim.api.nvim_buf_get_lines(0, range.start.line, range.start.line + 1, true)[1]
    local column = vim.str_byteindex(line, encoding, range.start.character, false)
    -- Behind a line's last character the cursor stands in Normal mode only with this.
    virtual = vim.wo.virtualedit
    vim.wo.virtualedit = "onemore"
    vim.api.nvim_win_set_cursor(0, { range.start.line + 1, column })
  end
  vim.snippet.expand(snippet)
  if virtual then
    vim.wo.virtualedit = virtual
  end
end

return M
