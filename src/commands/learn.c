#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/text.h"
#include "commands/command.h"
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
learn_run(struct arena *a, int argc, char **argv)
{
	enum store_state state;
	size_t count, listed = 0;
	if (argc > 2)
		return command_misused(&command_learn, _("nothing, or a number of its list"));
	store_update(a);
	const struct store_cure *all = store_cures(a, LIMIT, &count, &state);
	for (size_t i = 0; argc == 1 && i < count; i++)
		if (is_proved(&all[i])) {
			printf("%3lld  %u×  %s\n          %s\n", (long long)all[i].id, all[i].cure.worked,
			       text_safe(a, all[i].shape, 200), text_safe(a, all[i].cure.line, 300));
			listed++;
		}
	if (argc == 1 && listed == 0)
		fputs(_("remedy learn: no cure has worked twice yet\n"), stderr);
	if (argc == 1)
		return listed > 0 ? STATUS_DONE : STATUS_NONE;
	for (size_t i = 0; i < count; i++)
		if (strcmp(argv[1], arena_printf(a, "%lld", (long long)all[i].id)) == 0) {
			char *add[] = {argv[0], arena_strdup(a, "--cure"), argv[1], NULL};
			return command_add.run(a, 3, add);
		}
	return command_misused(&command_learn, _("'%s' is no number in the list; remedy learn shows it"),
			       text_safe(a, argv[1], 40));
}

const struct command command_learn = {
	.name = "learn",
	.usage = "[N]",
	.summary = N_("make a pattern of a cure that has proved itself"),
	.help = N_("  N  one of its list: remedy add begins with that failure and that cure\n"
		   "\n"
		   "Without a number: what worked twice and more, and never failed since.\n"
		   "\n"
		   "Example: remedy learn 3\n"),
	.run = learn_run,
};
