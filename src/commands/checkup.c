#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/layer.h"
#include "catalog/trust.h"
#include "commands/config.h"
#include "commands/diagnosis.h"
#include "commands/doctor.h"
#include "commands/handover.h"
#include "memory/store.h"

enum { SLOW_MS = 50, TOO_SLOW_MS = 250, ROOM = 1024 * 1024 };

void
checkup_program(struct doctor *d)
{
	struct arena *a = d->a;
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	const char *found = path_search(a, "remedy", NULL);
	if (n <= 0)
		return;
	self[n] = '\0';
	char *real = found != NULL ? realpath(found, NULL) : NULL;
	if (found == NULL)
		doctor_found(d, "program", STATE_NOTE,
			     arena_printf(a, _("remedy is not on PATH; this one is %s"), self),
			     arena_printf(a, _("add its folder to PATH: export PATH=\"%s:$PATH\""), path_dir(a, self)));
	else if (real == NULL || strcmp(real, self) != 0)
		doctor_found(d, "program", STATE_NOTE, arena_printf(a, _("this is %s, but PATH finds %s"), self, found),
			     _("remove the one that is too many, or change the order of PATH"));
	else
		doctor_found(d, "program", STATE_OK, arena_printf(a, _("remedy %s, %s"), REMEDY_VERSION, found), NULL);
	free(real);
}

void
checkup_settings(struct doctor *d)
{
	struct arena *a = d->a;
	struct diagnostics problems = diagnostics_new(a);
	const struct config c = config_read(a, &problems);
	for (const struct diagnostic *p = problems.first; p != NULL; p = p->next)
		doctor_found(d, "settings", STATE_BAD, diagnostic_text(a, p),
			     p->advice != NULL ? p->advice : _("correct the line, or take it out"));
	const char *quiet = handover_wished(a, getppid());
	if (quiet == NULL)
		quiet = getenv("REMEDY_QUIET");
	if (quiet == NULL)
		quiet = c.quiet;
	if (strcmp(quiet, "off") == 0)
		doctor_found(d, "settings", STATE_NOTE, _("remedy is off: it says nothing"),
			     _("remedy on; or take quiet: off out of config.yaml"));
	else if (*quiet != '\0' && strcmp(quiet, "0") != 0)
		doctor_found(d, "settings", STATE_OK, _("quiet: hints are one line"), NULL);
	const char *key = getenv("REMEDY_KEY");
	if (key == NULL)
		key = c.key;
	if (key != NULL && (*key == '\0' || strcmp(key, "none") == 0))
		doctor_found(d, "settings", STATE_OK, _("no key puts the fix into the prompt, as was asked for"), NULL);
	if (!c.memory)
		doctor_found(d, "settings", STATE_OK, _("nothing is remembered, as was asked for"), NULL);
	for (const char **id = config_disabled(a); *id != NULL; id++)
		doctor_found(d, "settings", STATE_OK,
			     arena_printf(a, _("the pattern %s is switched off"), text_safe(a, *id, 80)), NULL);
}

void
checkup_state(struct doctor *d)
{
	struct arena *a = d->a;
	const char *state = path_state(a), *at = state;
	struct statvfs space;
	if (state == NULL) {
		doctor_found(d, "state", STATE_NOTE, _("HOME is not usable: nothing can be remembered or allowed"),
			     _("set HOME to your home folder"));
		return;
	}
	while (!path_exists(at) && strcmp(at, "/") != 0)
		at = path_dir(a, at);
	const char *distrust = path_distrust(a, state);
	if (distrust != NULL)
		doctor_found(d, "state", STATE_BAD, distrust, arena_printf(a, _("make %s yours alone"), state));
	else if (access(at, W_OK) != 0)
		doctor_found(d, "state", STATE_NOTE, arena_printf(a, _("%s cannot be written to"), at),
			     _("nothing can be remembered or allowed; set XDG_STATE_HOME to end that"));
	else if (statvfs(at, &space) == 0 && (unsigned long long)space.f_bavail * space.f_frsize < ROOM)
		doctor_found(d, "state", STATE_NOTE, arena_printf(a, _("%s has no room for 1 MiB"), at),
			     _("free some space there"));
	else
		doctor_found(d, "state", STATE_OK, arena_printf(a, _("%s can be written to"), state), NULL);
	if (distrust != NULL)
		return;
	enum store_state memory = store_check(a);
	if (memory == STORE_FAILED) { /* a damaged one is begun anew */
		store_update(a);
		memory = store_check(a);
	}
	const char *file = path_join(a, state, "memory.db");
	if (memory == STORE_NEWER)
		doctor_found(d, "memory", STATE_NOTE,
			     arena_printf(a, _("%s was written by a newer remedy; nothing is remembered"), file),
			     _("install that one again, or move the file away: then the memory begins anew"));
	else if (memory == STORE_FAILED)
		doctor_found(d, "memory", STATE_NOTE,
			     arena_printf(a, _("%s cannot be read; nothing is remembered"), file),
			     _("move it away: then the memory begins anew"));
	if (store_was_damaged(a))
		doctor_found(d, "memory", STATE_NOTE, _("the memory of cures was damaged and was begun anew"),
			     arena_printf(a, _("the old one is kept: %s/memory.db.damaged.told"), state));
}

void
checkup_project(struct doctor *d)
{
	struct arena *a = d->a;
	struct diagnostics problems = diagnostics_new(a);
	char here[4096];
	char *folder = layer_project(a, getcwd(here, sizeof(here)), &problems);
	if (problems.count > 0)
		doctor_found(d, "project", STATE_NOTE, problems.first->message,
			     problems.first->advice != NULL ? problems.first->advice : _("make it yours alone"));
	if (folder == NULL)
		return;
	enum trust trust = trust_of(a, folder);
	if (trust == TRUST_ALLOWED)
		doctor_found(d, "project", STATE_OK, arena_printf(a, _("%s is allowed"), folder), NULL);
	else
		doctor_found(d, "project", STATE_NOTE,
			     arena_printf(a,
					  trust == TRUST_CHANGED ? _("%s changed since it was allowed, and is not read")
								 : _("%s is not allowed yet, and is not read"),
					  folder),
			     _("look at it: remedy allow"));
}

static long
now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void
checkup_speed(struct doctor *d)
{
	static const char text[] = "Traceback (most recent call last):\n"
				   "  File \"<stdin>\", line 1, in <module>\n"
				   "ModuleNotFoundError: No module named 'yaml'\n";
	struct arena *a = d->a;
	long start = now_us();
	struct catalog *catalog = catalog_open(a, NULL, NULL);
	struct diagnosis found = diagnosis_parse(a, catalog, run_from_text(a, text, sizeof(text) - 1, NULL, 1));
	diagnosis_hints(a, catalog, &found, 1);
	catalog_close(catalog);
	double took = (double)(now_us() - start) / 1000;
	if (took >= TOO_SLOW_MS)
		doctor_found(d, "speed", STATE_BAD,
			     arena_printf(a, _("a hint takes %.0f ms; from %d ms on none is shown"), took, TOO_SLOW_MS),
			     _("a slow disk, or very many patterns: remedy patterns path shows where they are"));
	else if (took >= SLOW_MS)
		doctor_found(d, "speed", STATE_NOTE, arena_printf(a, _("a hint takes %.1f ms"), took),
			     _("ask again: the first time everything is read from the disk"));
	else
		doctor_found(d, "speed", STATE_OK, arena_printf(a, _("a hint takes %.1f ms"), took), NULL);
}
