/* root: of all that a run printed, the failure that, if cured, cures the run.
 *
 * 1. Nothing, where nothing is to be cured: Ctrl-C (KeyboardInterrupt anywhere in
 *    the last chain, or death by SIGINT), SystemExit, a pipe whose reader went
 *    away, tests of the user's own that fail by assertion only (whatever else they
 *    printed and survived), a run that ended in success.
 * 2. Death by signal or a fatal error: the last of them; what had been printed
 *    before did not end the process.
 * 3. The uncaught exception: the last one that belongs to the run itself, for
 *    what was logged earlier was survived. Where one command line ran several
 *    Pythons that failed, that is the last one's; so it is, too, of processes
 *    that died by a signal (run_culprit): `a.py; b.py` ends with b.py. Tests are the exception to this: there
 *    the first one that is no assertion.
 * 4. Where that one only says that another process failed (CalledProcessError,
 *    BrokenProcessPool, ChildFailedError): the first failure printed before it.
 * 5. Without one: the first exception of a thread, worker, task or finalizer.
 * 6. Without exceptions: the first error of a compiler or tool that does not
 *    merely report another's ("make: *** …", "ld returned 1 exit status").
 * 7. Of the failure chosen: the deepest cause of its chain, and of a group the
 *    first member, again and again. Exceptions that only steer (StopIteration,
 *    CancelledError, queue.Empty) and were merely the context are passed over. */
#include <signal.h>
#include <string.h>

#include "failure/parser.h"

static bool
is_any(const char *name, const char *const *list)
{
	for (; *list != NULL; list++) {
		if (strcmp(name, *list) == 0)
			return true;
	}
	return false;
}

/* It reports that something else failed, which printed its own words. */
static bool
is_launcher(const struct failure *f)
{
	static const char *const names[] = {
		"CalledProcessError",     "ChildFailedError",      "BrokenProcessPool",  "ProcessRaisedException",
		"ProcessExitedException", "TerminatedWorkerError", "WorkerCrashedError", "RayActorError",
		"ActorDiedError",         "ActorUnavailableError", "BrokenThreadPool",   "SubprocessError",
		"KilledWorker",           "InvocationError",       "CommandFailed",      NULL};
	if (is_any(f->name, names))
		return true;
	return strcmp(f->name, "RuntimeError") == 0 && strstr(f->message, "DataLoader worker") != NULL &&
	       strstr(f->message, "exited unexpectedly") != NULL;
}

bool
root_reports(const struct failure *f)
{
	while (f->cause != NULL)
		f = f->cause;
	return is_launcher(f);
}

static bool
is_steering(const struct failure *f)
{
	static const char *const names[] = {
		"StopIteration", "StopAsyncIteration", "GeneratorExit", "CancelledError", "Empty", "Full", NULL};
	return f->kind == FAILURE_EXCEPTION && is_any(f->name, names);
}

static bool
has_name(const struct failure *f, const char *name)
{
	for (; f != NULL; f = f->cause) {
		if (strcmp(f->name, name) == 0)
			return true;
	}
	return false;
}

static bool
is_broken_pipe(const struct failure *f)
{
	if (strcmp(f->name, "BrokenPipeError") == 0)
		return true;
	return (strcmp(f->name, "IOError") == 0 || strcmp(f->name, "OSError") == 0) &&
	       strncmp(f->message, "[Errno 32]", 10) == 0;
}

static bool
is_assertion(const struct failure *f)
{
	static const char *const names[] = {"AssertionError", "Failed", "failureException", NULL};
	return f->kind == FAILURE_EXCEPTION && is_any(f->name, names);
}

/* Whether it is worth a word at all, of itself. */
static bool
is_silent(const struct found *one)
{
	const struct failure *f = one->failure;
	static const char *const asked_for[] = {"SystemExit", "Exit", "Abort", "Interrupted", "Skipped", NULL};
	if (has_name(f, "KeyboardInterrupt") || (f->kind == FAILURE_EXCEPTION && is_any(f->name, asked_for)) ||
	    is_broken_pipe(f))
		return true;
	return one->test && is_assertion(f);
}

static const struct failure *
deepest(const struct failure *f)
{
	for (int depth = 0; depth < 1000; depth++) {
		if (f->members != NULL && f->members[0] != NULL) {
			f = f->members[0];
			continue;
		}
		const struct failure *cause = f->cause;
		while (cause != NULL && f->link == LINK_CONTEXT && cause->cause != NULL && is_steering(cause))
			cause = cause->cause;
		if (cause == NULL || (f->link == LINK_CONTEXT && is_steering(cause)))
			return f;
		f = cause;
	}
	return f;
}

static bool
is_foreign(const struct failure *f)
{
	return f->origin != NULL && strcmp(f->origin, "pytest") != 0 && strcmp(f->origin, "unittest") != 0;
}

/* What came before the failure at `index` and is no mere consequence. */
static const struct found *
before(const struct scope *s, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		const struct found *one = &s->found[i];
		if (one->weight != WEIGHT_CONSEQUENCE && !is_silent(one) && !is_launcher(one->failure))
			return one;
	}
	return NULL;
}

static const struct found *
choose_exception(const struct scope *s)
{
	const struct found *chosen = NULL;
	size_t index = 0;
	for (size_t i = 0; i < s->count; i++) {
		const struct found *one = &s->found[i];
		enum failure_kind kind = one->failure->kind;
		if ((kind != FAILURE_EXCEPTION && kind != FAILURE_PANIC) || is_foreign(one->failure) ||
		    one->weight != WEIGHT_FULL)
			continue;
		/* Of tests the first that is no assertion; of all else the last. */
		if (chosen != NULL && chosen->failure->origin != NULL && !is_silent(chosen) &&
		    one->failure->origin != NULL)
			continue;
		if (chosen != NULL && is_silent(one) && one->test)
			continue;
		chosen = one;
		index = i;
	}
	if (chosen != NULL && is_launcher(deepest(chosen->failure))) {
		const struct found *worker = before(s, index);
		return worker != NULL ? worker : chosen;
	}
	return chosen;
}

static const struct found *
choose_first(const struct scope *s, enum weight least)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->found[i].weight >= least && !is_silent(&s->found[i]))
			return &s->found[i];
	}
	return NULL;
}

static const struct found *
choose_end(const struct scope *s)
{
	for (size_t i = s->count; i > 0; i--) {
		enum failure_kind kind = s->found[i - 1].failure->kind;
		if ((kind == FAILURE_FATAL || kind == FAILURE_SIGNAL) && s->found[i - 1].weight == WEIGHT_FULL)
			return &s->found[i - 1];
	}
	return NULL;
}

static bool
succeeded(const struct run *r)
{
	if (r->status != 0)
		return false;
	for (size_t i = 0; i < r->count; i++) {
		if (!r->processes[i].ended || r->processes[i].status != 0)
			return false;
	}
	return true;
}

const struct found *
root_found(const struct scope *s)
{
	if (s->count == 0)
		return NULL;
	const struct found *last = &s->found[s->count - 1];
	const struct found *chosen = choose_end(s);
	if (chosen != NULL)
		return chosen->failure->signal != SIGINT && chosen->failure->signal != SIGPIPE ? chosen : NULL;
	if (has_name(last->failure, "KeyboardInterrupt") && !is_foreign(last->failure))
		return NULL;
	chosen = choose_exception(s);
	if (chosen != NULL)
		return is_silent(chosen) ? NULL : chosen;
	chosen = choose_first(s, WEIGHT_FULL);
	if (chosen == NULL)
		chosen = choose_first(s, WEIGHT_WEAK);
	return chosen != NULL ? chosen : choose_first(s, WEIGHT_CONSEQUENCE);
}

const struct failure *
root_choose(const struct scope *s)
{
	const struct found *chosen = succeeded(s->parser->run) ? NULL : root_found(s);
	return chosen != NULL ? deepest(chosen->failure) : NULL;
}
