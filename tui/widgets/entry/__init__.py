"""The two text entries: one line, and the body of an article.

Every text entry of the app is one of these, because `Input` and `TextArea` of Textual 8.2.8 damage
Vietnamese text in ways that a screen cannot repair:

* the keys of input methods that type by backspace are scrambled (Textualize/textual issue 6605;
  the fix, PR 6631, is not in 8.2.8): see `keys`;
* pasting many lines and undoing that crashes (issue 6686, PR 6687): see
  `BodyEntry._recompute_cursor_offset`;
* U+2028, U+0085, form feeds … become line feeds, and `Input` drops all but the first pasted line:
  see `document` and `LineEntry.insert_text`;
* decomposed letters stay decomposed, so a backspace turns ế into ê: see `letters`.

Textual is pinned exactly, because these private members are used or overridden:
`Widget._on_key`, `_on_paste`, `_bindings` and `_restart_blink`, `Screen._modal_binding_chain`,
`Event._set_forwarded`, `EditHistory._pop_undo`, `_force_end_batch`, `_undo_stack` and
`_redo_stack`, `Edit._edit_result` and `_original_selection`, `Document._lines`, of `TextArea`
`_set_document`, `_rewrap_and_refresh_virtual_size`, `_refresh_size`, `_recompute_cursor_offset`,
`_cursor_offset`, `_selecting`, `_replace_via_keyboard`, `_delete_via_keyboard` and
`_delete_cursor_line`, and of `Input` `_value`, `_position_to_cell`, `_cell_offset_to_index` and
`_initial_value`.

Import them from `line` and `body`: a start that shows no body then does not load TextArea (6 ms of
240).
"""
