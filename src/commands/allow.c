/* allow, deny: whether a project's own .remedy may speak. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/layer.h"
#include "catalog/trust.h"
#include "commands/command.h"
#include "commands/contents.h"
#include "commands/passage.h"
#include "commands/typing.h"
#include "commands/workbench.h"

extern const struct command command_allow, command_deny;

/* The .remedy at or above the folder named, or the working one; NULL, after saying
 * why, if there is none, with the exit status. */
static char *
folder_of(struct arena *a, const struct command *c, const char *named, int *status)
{
	struct diagnostics d = diagnostics_new(a);
	char *real = realpath(named != NULL ? named : ".", NULL), *dir = arena_strdup(a, real);
	free(real);
	if (dir == NULL) {
		fprintf(stderr, "remedy %s: %s: %s\n", c->name, text_safe(a, named != NULL ? named : ".", 1000),
			strerror(errno));
		*status = STATUS_USAGE;
		return NULL;
	}
	*status = STATUS_NONE;
	if (strcmp(path_base(dir), ".remedy") == 0)
		dir = path_dir(a, dir);
	char *folder = layer_project(a, dir, &d);
	workbench_print(stderr, &d);
	if (folder == NULL && d.count == 0)
		passage_tell(
			_("remedy %s: there is no .remedy in %s or above it; patterns of a team go there, as YAML files\n"),
			c->name, text_safe(a, dir, 1000));
	return folder;
}

/* The folder and --yes. Returns false if something else is there. */
static bool
read_arguments(int argc, char **argv, const char **folder, bool *yes)
{
	*folder = NULL;
	*yes = false;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--yes") == 0)
			*yes = true;
		else if (*argv[i] == '-' || *folder != NULL)
			return false;
		else
			*folder = argv[i];
	}
	return true;
}

static bool
agrees(struct arena *a, const char *folder)
{
	if (!typing_possible()) {
		passage_tell("%s",
			     _("remedy allow: nobody can be asked here; if it is good, say remedy allow --yes\n"));
		return false;
	}
	return typing_agrees(a, arena_printf(a, _("Let %s speak?"), text_safe(a, folder, 1000)));
}

static int
allow_run(struct arena *a, int argc, char **argv)
{
	const char *named;
	bool yes;
	if (!read_arguments(argc, argv, &named, &yes))
		return command_misused(&command_allow, _("one folder, or none for this one"));
	int status;
	char *folder = folder_of(a, &command_allow, named, &status);
	if (folder == NULL)
		return status;
	const char *shown = text_safe(a, folder, 1000);
	enum trust trust = trust_of(a, folder);
	if (trust == TRUST_ALLOWED) {
		printf(_("%s is allowed as it is\n"), shown);
		return STATUS_DONE;
	}
	struct buf now, before;
	if (!trust_read(a, folder, &now)) {
		passage_tell(_("remedy allow: %s cannot be read: %s\n"), shown, strerror(errno));
		return STATUS_NONE;
	}
	struct diagnostics d = diagnostics_new(a), unheard = diagnostics_new(a);
	const struct source *source = trust_source(a, folder, &now, &d), *old = NULL;
	if (trust_before(a, folder, &before))
		old = trust_source(a, folder, &before, &unheard);
	passage_print(a, stdout,
		      old != NULL ? _("%s has changed; what it holds now, and what its fixes could run:\n")
				  : _("%s holds this, and its fixes could run:\n"),
		      shown);
	contents_print(stdout, a, source, old);
	fflush(stdout);
	workbench_print(stderr, &d);
	if (!yes && !agrees(a, folder))
		return STATUS_NONE;
	if (!trust_allow(a, folder, &now)) {
		passage_tell(_("remedy allow: it cannot be written down: %s\n"), strerror(errno));
		return STATUS_NONE;
	}
	passage_print(a, stdout, _("%s is allowed until one of its files changes; remedy deny takes that back\n"),
		      shown);
	return STATUS_DONE;
}

static int
deny_run(struct arena *a, int argc, char **argv)
{
	const char *named;
	bool yes;
	if (!read_arguments(argc, argv, &named, &yes) || yes)
		return command_misused(&command_deny, _("one folder, or none for this one"));
	int status;
	char *folder = folder_of(a, &command_deny, named, &status);
	if (folder == NULL)
		return status;
	if (!trust_deny(a, folder)) {
		passage_tell(_("remedy deny: it cannot be taken back: %s\n"), strerror(errno));
		return STATUS_NONE;
	}
	printf(_("%s is not read any more\n"), text_safe(a, folder, 1000));
	return STATUS_DONE;
}

const struct command command_allow = {
	.name = "allow",
	.usage = "[--yes] [DIR]",
	.summary = N_("let a project's own patterns (.remedy) speak, after you have seen them"),
	.help = N_("  DIR    the project's folder; without it this one, or the nearest above that has a .remedy\n"
		   "  --yes  do not ask\n"
		   "\n"
		   "Shows what the files hold and what their fixes could run, and asks. Any change of them\n"
		   "silences them again, until you have looked at it.\n"
		   "\n"
		   "Example: remedy allow\n"),
	.run = allow_run,
};

const struct command command_deny = {
	.name = "deny",
	.usage = "[DIR]",
	.summary = N_("silence a project's own patterns (.remedy)"),
	.help = N_("Takes back `remedy allow`.\n"
		   "\n"
		   "Example: remedy deny\n"),
	.run = deny_run,
};
