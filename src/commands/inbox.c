#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/passage.h"
#include "memory/inbox.h"

extern const struct command command_inbox;

static int
inbox_list(const struct inbox *in)
{
	if (in->count == 0) {
		passage_tell("%s", _("remedy inbox: there is no failure that no pattern knew\n"));
		return STATUS_NONE;
	}
	for (size_t i = 0; i < in->count; i++)
		printf("%3zu  %4u×  %s\n", i + 1, in->all[i].count, in->all[i].shape);
	return STATUS_DONE;
}

static int
inbox_run(struct arena *a, int argc, char **argv)
{
	const struct inbox in = inbox_read(a);
	if (argc == 1)
		return inbox_list(&in);
	if (argc != 3 || strcmp(argv[1], "--forget") != 0)
		return command_misused(&command_inbox, _("nothing, or --forget and a number or all"));
	const char *shape = NULL;
	if (strcmp(argv[2], "all") != 0) {
		char *end;
		unsigned long n = strtoul(argv[2], &end, 10);
		if (*argv[2] < '1' || *argv[2] > '9' || *end != '\0' || n > in.count)
			return command_misused(&command_inbox,
					       _("'%s' is no number in the list; remedy inbox shows it"),
					       text_safe(a, argv[2], 40));
		shape = in.all[n - 1].shape;
	}
	if (!inbox_forget(a, shape)) {
		passage_tell(_("remedy inbox: it cannot be written: %s\n"), strerror(errno));
		return STATUS_NONE;
	}
	return STATUS_DONE;
}

const struct command command_inbox = {
	.name = "inbox",
	.usage = "[--forget N|all]",
	.summary = N_("failures that no pattern knew, and how often"),
	.help = N_("  --forget N    take one out of the list; all: all of them\n"
		   "\n"
		   "Only their shape is kept: names, numbers and paths are removed. `memory: off` in config.yaml\n"
		   "ends that. remedy add --inbox N makes a pattern for one.\n"
		   "\n"
		   "Example: remedy inbox\n"),
	.run = inbox_run,
};
