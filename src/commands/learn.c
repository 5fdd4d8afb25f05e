#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/passage.h"
#include "memory/mask.h"
#include "memory/store.h"

extern const struct command command_learn, command_add;

enum { PROVED = 2, LIMIT = 1000 };

/* Worked twice and more, and never failed since. */
static bool
is_proved(const struct store_cure *c)
{
	return c->cure.worked >= PROVED && c->cure.failed == 0 && strcmp(c->cure.kind, "run") == 0 &&
	       !mask_is_in(c->cure.line);
}

static int
learn_list(struct arena *a, const struct store_cure *all, size_t count)
{
	size_t listed = 0;
	for (size_t i = 0; i < count; i++)
		if (is_proved(&all[i])) {
			printf("%3lld  %u×  %s\n          %s\n", (long long)all[i].id, all[i].cure.worked,
			       text_safe(a, all[i].shape, 200), text_safe(a, all[i].cure.line, 300));
			listed++;
		}
	if (listed == 0)
		passage_tell("%s", _("remedy learn: no cure has worked twice yet\n"));
	return listed > 0 ? STATUS_DONE : STATUS_NONE;
}

static int
learn_run(struct arena *a, int argc, char **argv)
{
	enum store_state state;
	size_t count;
	const char *number = NULL, *project = NULL, *edit = NULL;
	for (int i = 1; i < argc; i++) {
		const char **to = strcmp(argv[i], "--project") == 0 ? &project
				  : strcmp(argv[i], "--edit") == 0  ? &edit
								    : &number;
		if (*to != NULL || (to == &number && *argv[i] == '-'))
			return command_misused(&command_learn, _("nothing, or a number of its list"));
		*to = argv[i];
	}
	if (number == NULL && (project != NULL || edit != NULL))
		return command_misused(&command_learn, _("nothing, or a number of its list"));
	store_update(a);
	const struct store_cure *all = store_cures(a, LIMIT, &count, &state);
	if (all == NULL && state == STORE_NEWER) {
		passage_tell("%s", _("remedy learn: the memory was written by a newer remedy\n"));
		return STATUS_NONE;
	}
	if (number == NULL)
		return learn_list(a, all, count);
	char *add[] = {argv[0], arena_strdup(a, "--cure"), arena_strdup(a, number), NULL, NULL, NULL};
	int n = 3;
	if (project != NULL)
		add[n++] = arena_strdup(a, project);
	if (edit != NULL)
		add[n++] = arena_strdup(a, edit);
	for (size_t i = 0; i < count; i++)
		if (is_proved(&all[i]) && strcmp(number, arena_printf(a, "%lld", (long long)all[i].id)) == 0)
			return command_add.run(a, n, add);
	return command_misused(&command_learn, _("'%s' is no number in the list; remedy learn shows it"),
			       text_safe(a, number, 40));
}

const struct command command_learn = {
	.name = "learn",
	.usage = "[N] [--project] [--edit]",
	.summary = N_("make a pattern of a cure that has proved itself"),
	.help = N_("  N          one of its list: remedy add begins with that failure and that cure\n"
		   "  --project  keep the pattern in the project's .remedy, for all who work on it\n"
		   "  --edit     write it in your editor instead of being asked\n"
		   "\n"
		   "Without a number: what worked twice and more, and never failed since.\n"
		   "\n"
		   "Example: remedy learn 3\n"),
	.run = learn_run,
};
