#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "commands/command.h"
#include "commands/missing.h"

extern const struct command command_not_found;

static int
not_found_run(struct arena *a, int argc, char **argv)
{
	if (argc < 2)
		return command_misused(&command_not_found, _("which word?"));
	const struct hint *hint = missing_answer(a, argv + 1);
	if (hint == NULL)
		return STATUS_NONE;
	struct style style = style_of(STDERR_FILENO);
	style.more = NULL; /* no run failed */
	struct buf out = buf_new(a);
	hint_print(&out, hint, &style);
	fwrite(out.text, 1, out.size, stderr);
	return STATUS_DONE;
}

const struct command command_not_found = {
	.name = "not-found",
	.usage = "WORD [ARGUMENT…]",
	.summary = N_("tell where a command of Python's world is to be had"),
	.help = N_("Called by the shell's handler for words that are no command.\n"
		   "\n"
		   "Example: remedy not-found pytest -x\n"),
	.run = not_found_run,
};
