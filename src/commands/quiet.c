/* off, on, quiet, disable, enable: how much is said. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "capture/ring.h"
#include "commands/command.h"
#include "commands/commandline.h"
#include "commands/config.h"
#include "commands/diagnosis.h"
#include "commands/handover.h"
#include "commands/passage.h"
#include "hint/hint.h"

extern const struct command command_off, command_on, command_quiet, command_disable, command_enable;

/* The name of the program that started us. */
static bool
parent_is_fish(struct arena *a)
{
	const char *name = path_read(a, arena_printf(a, "/proc/%ld/comm", (long)getppid()), 64, true, NULL);
	return name != NULL && strncmp(name, "fish", 4) == 0;
}

/* Sets REMEDY_QUIET in the shell itself. The blank keeps it out of the history. */
static int
set_for_shell(struct arena *a, const struct command *c, int argc, const char *value, const char *said)
{
	if (argc > 1)
		return command_misused(c, _("it takes no argument; it is about this shell"));
	const char *text = arena_printf(a, parent_is_fish(a) ? " set -g REMEDY_QUIET %s" : " REMEDY_QUIET=%s", value);
	if (handover_run(a, getppid(), text, NULL, NULL)) {
		handover_wish(a, getppid(), value);
		fprintf(stderr, "%s\n", said);
		return STATUS_DONE;
	}
	passage_tell(
		_("remedy %s: not called at the prompt of a shell with remedy in it; there, or say it for ever in %s\n"),
		c->name, config_file(a) != NULL ? config_file(a) : "config.yaml");
	return STATUS_NONE;
}

static int
off_run(struct arena *a, int argc, char **argv)
{
	(void)argv;
	return set_for_shell(a, &command_off, argc, "off", _("remedy is off in this shell; remedy on brings it back"));
}

static int
on_run(struct arena *a, int argc, char **argv)
{
	(void)argv;
	return set_for_shell(a, &command_on, argc, "0", _("remedy is on in this shell"));
}

static bool
is_disabled(struct arena *a, const char *id)
{
	for (const char **known = config_disabled(a); *known != NULL; known++)
		if (strcmp(*known, id) == 0)
			return true;
	return false;
}

static bool
disable_one(struct arena *a, const struct command *c, struct catalog *catalog, const char *id, bool off)
{
	const struct pattern *p = catalog_find(a, catalog, id);
	const char *shown = text_safe(a, id, 80);
	struct disabler by;
	if (off && p == NULL) {
		/* Switched off is what was asked for, whoever did it. */
		if (is_disabled(a, id) || catalog_find_disabled(a, catalog, id, &by) != NULL)
			return true;
		passage_tell(_("remedy %s: there is no pattern '%s'; remedy patterns list shows them all\n"), c->name,
			     shown);
		return false;
	}
	/* What stands in a file of one's own, or of the project, is changed there. */
	if (off && strcmp(p->layer, "built-in") != 0 && strcmp(p->layer, "pack") != 0) {
		passage_tell(_("remedy %s: %s is neither built in nor from a pack; it is written in %s:%d\n"), c->name,
			     shown, p->file, p->line);
		return false;
	}
	if (!config_disable(a, id, off)) {
		passage_tell(_("remedy %s: it cannot be written down: %s\n"), c->name, strerror(errno));
		return false;
	}
	return true;
}

/* The pattern that spoke last in this shell; NULL if none did. */
static const char *
last_pattern(struct arena *a)
{
	const struct run *run = commandline_last(a, NULL);
	if (run == NULL)
		return NULL;
	struct catalog *catalog = catalog_open(a, run->cwd, NULL);
	struct diagnosis d = diagnosis_parse(a, catalog, run);
	diagnosis_hints(a, catalog, &d, 1);
	catalog_close(catalog);
	return d.hints.count > 0 ? d.hints.all[0].id : NULL;
}

/* It is not in disabled.yaml; some other file may have it. */
static void
tell_not_disabled(struct arena *a, const struct command *c, struct catalog *catalog, const char *id)
{
	struct disabler by;
	if (catalog_find(a, catalog, id) == NULL && catalog_find_disabled(a, catalog, id, &by) != NULL)
		passage_tell(_("remedy %s: %s is switched off by %s:%d; %s\n"), c->name, id, text_safe(a, by.file, 400),
			     by.line, config_enabling(a, id, by.file));
	else
		passage_tell(_("remedy %s: %s was not switched off; remedy disable lists those that are\n"), c->name,
			     text_safe(a, id, 80));
}

static int
set_patterns(struct arena *a, const struct command *c, int argc, char **argv, bool off)
{
	bool good = true;
	char here[4096];
	struct catalog *catalog = catalog_open(a, getcwd(here, sizeof(here)), NULL);
	for (int i = 1; i < argc; i++) {
		if (off && strcmp(argv[i], "--last") == 0) {
			const char *last = last_pattern(a);
			if (last == NULL) {
				passage_tell(_("remedy %s: no pattern spoke in this shell yet\n"), c->name);
				good = false;
				continue;
			}
			argv[i] = arena_strdup(a, last);
		}
		if (strspn(argv[i], "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(argv[i]) || *argv[i] == '-') {
			catalog_close(catalog);
			return command_misused(c, _("'%s' is no pattern's id"), text_safe(a, argv[i], 80));
		}
		if (!off && !is_disabled(a, argv[i])) {
			tell_not_disabled(a, c, catalog, argv[i]);
			good = false;
		} else if (!disable_one(a, c, catalog, argv[i], off)) {
			good = false;
		} else {
			fprintf(stderr,
				off ? _("%s says nothing any more; remedy enable %s brings it back\n")
				    : _("%s speaks again\n"),
				argv[i], argv[i]);
		}
	}
	catalog_close(catalog);
	return good ? STATUS_DONE : STATUS_NONE;
}

static int
disable_run(struct arena *a, int argc, char **argv)
{
	if (argc > 1)
		return set_patterns(a, &command_disable, argc, argv, true);
	const char **ids = config_disabled(a);
	if (ids[0] == NULL) {
		passage_tell(
			"%s",
			_("remedy disable: no pattern is switched off; remedy why names the one that spoke last\n"));
		return STATUS_NONE;
	}
	for (; *ids != NULL; ids++)
		printf("%s\n", text_safe(a, *ids, 200));
	return STATUS_DONE;
}

static int
enable_run(struct arena *a, int argc, char **argv)
{
	if (argc < 2)
		return command_misused(&command_enable, _("which pattern? remedy disable lists those that are off"));
	return set_patterns(a, &command_enable, argc, argv, false);
}

static int
quiet_run(struct arena *a, int argc, char **argv)
{
	if (argc > 1)
		return set_patterns(a, &command_quiet, argc, argv, true);
	return set_for_shell(a, &command_quiet, argc, "1",
			     _("hints are one line in this shell; remedy on makes them whole"));
}

const struct command command_off = {
	.name = "off",
	.usage = "",
	.summary = N_("say nothing in this shell"),
	.help = N_("Nothing is captured and nothing said in this shell until `remedy on`. For ever:\n"
		   "`quiet: off` in ~/.config/remedy/config.yaml.\n"
		   "\n"
		   "Example: remedy off\n"),
	.run = off_run,
};

const struct command command_on = {
	.name = "on",
	.usage = "",
	.summary = N_("speak again in this shell, in whole hints"),
	.help = N_("Takes back `remedy off` and `remedy quiet`.\n"
		   "\n"
		   "Example: remedy on\n"),
	.run = on_run,
};

const struct command command_quiet = {
	.name = "quiet",
	.usage = "[ID…]",
	.summary = N_("one line a hint in this shell; with ID, silence of that pattern"),
	.help = N_("Without ID hints are one line in this shell until `remedy on`. For ever: `quiet: true` in\n"
		   "~/.config/remedy/config.yaml. With ID the same as `remedy disable ID`.\n"
		   "\n"
		   "Example: remedy quiet\n"),
	.run = quiet_run,
};

const struct command command_disable = {
	.name = "disable",
	.usage = "[--last|ID…]",
	.summary = N_("switch a pattern off for ever; without ID, list those that are"),
	.help = N_("  --last  the pattern that spoke last in this shell\n"
		   "\n"
		   "`remedy why` names the pattern that spoke last. What is switched off stands in\n"
		   "~/.config/remedy/patterns/disabled.yaml.\n"
		   "\n"
		   "Example: remedy disable module-misspelt\n"),
	.run = disable_run,
};

const struct command command_enable = {
	.name = "enable",
	.usage = "ID…",
	.summary = N_("switch a pattern on again"),
	.help = N_("Takes back `remedy disable`.\n"
		   "\n"
		   "Example: remedy enable module-misspelt\n"),
	.run = enable_run,
};
