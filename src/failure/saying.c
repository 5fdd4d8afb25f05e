#include "failure/saying.h"

#include <string.h>

static const struct saying sayings[] = {
	/* shells and the kernel's loader of scripts */
	{"bash", AT_END, ": command not found", "bash: ", WHOLE, WEIGHT_FULL},
	{"bash", AT_END, ": command not found", ": line ", WHOLE, WEIGHT_FULL},
	{"zsh", AT_START, "zsh:", " command not found: ", WHOLE, WEIGHT_FULL},
	{"fish", AT_START, "fish: Unknown command", NULL, WHOLE, WEIGHT_FULL},
	{"sh", AT_END, ": not found", "sh: ", WHOLE, WEIGHT_FULL},
	{"sh", AT_END, ": not found", ": line ", WHOLE, WEIGHT_FULL},
	{"make", AT_END, ": No such file or directory", "make: ", WHOLE, WEIGHT_FULL},
	{"shell", ANYWHERE, ": bad interpreter: ", NULL, WHOLE, WEIGHT_FULL},
	{"shell", ANYWHERE, ": cannot execute: required file not found", NULL, WHOLE, WEIGHT_FULL},
	{"shell", ANYWHERE, ": cannot execute binary file", NULL, WHOLE, WEIGHT_FULL},
	{"shell", AT_END, ": Permission denied", "bash: ", WHOLE, WEIGHT_FULL},
	{"shell", AT_START, "zsh:", " permission denied: ", WHOLE, WEIGHT_FULL},
	{"shell", AT_END, ": No such file or directory", "bash: ", WHOLE, WEIGHT_FULL},
	{"shell", AT_START, "zsh:", " no such file or directory: ", WHOLE, WEIGHT_FULL},
	{"shell", ANYWHERE, "exec format error", NULL, WHOLE, WEIGHT_FULL},
	{"shell", ANYWHERE, "executable file not found in $PATH", NULL, WHOLE, WEIGHT_FULL},
	{"shell", ANYWHERE, "syntax error near unexpected token", NULL, WHOLE, WEIGHT_FULL},
	{"import", AT_START, "import: ", "X server", WHOLE, WEIGHT_CONSEQUENCE},
	{"env", AT_START, "env: ", "No such file or directory", WHOLE, WEIGHT_FULL},
	{"env", AT_START, "/usr/bin/env: ", "No such file or directory", WHOLE, WEIGHT_FULL},
	{"sudo", AT_START, "sudo: ", "command not found", WHOLE, WEIGHT_FULL},
	{"pyenv", AT_START, "pyenv: ", NULL, WHOLE, WEIGHT_FULL},
	{"asdf", AT_START, "No version is set for command ", NULL, WHOLE, WEIGHT_FULL},
	{"apt", AT_START, "E: ", NULL, WHOLE, WEIGHT_FULL},
	/* the interpreter's own words */
	{"python", ANYWHERE, ": can't open file '", "[Errno ", WHOLE, WEIGHT_FULL},
	{"python", ANYWHERE, ": can't find '__main__' module in ", NULL, WHOLE, WEIGHT_FULL},
	{"python", ANYWHERE, ": Error while finding module specification for ", NULL, WHOLE, WEIGHT_FULL},
	{"python", ANYWHERE, ": No module named ", "python", WHOLE, WEIGHT_FULL},
	{"python", ANYWHERE, ": No module named ", "pypy", WHOLE, WEIGHT_FULL},
	{"python", AT_START, "Unknown option: -", NULL, WHOLE, WEIGHT_FULL},
	{"python", AT_START, "unknown option --", NULL, WHOLE, WEIGHT_FULL},
	{"python", AT_START, "Could not find platform ", " libraries <", WHOLE, WEIGHT_CONSEQUENCE},
	{"python", AT_START, "Error processing line ", ".pth:", BLOCK, WEIGHT_WEAK},
	{"venv", AT_START, "The virtual environment was not created successfully because ensurepip is not", NULL, BLOCK,
	 WEIGHT_FULL},
	{"venv", AT_START, "Error: Command '[", "ensurepip", WHOLE, WEIGHT_FULL},
	/* the dynamic linker: glibc's and musl's */
	{"ld.so", ANYWHERE, ": error while loading shared libraries: ", NULL, WHOLE, WEIGHT_FULL},
	{"ld.so", ANYWHERE, ": symbol lookup error: ", NULL, WHOLE, WEIGHT_FULL},
	{"ld.so", ANYWHERE, ": version `GLIBC", "' not found (required by ", WHOLE, WEIGHT_FULL},
	{"ld.so", ANYWHERE, ": version `", "' not found (required by ", WHOLE, WEIGHT_FULL},
	{"ld.so", AT_START, "ERROR: ld.so: object '", NULL, WHOLE, WEIGHT_WEAK},
	{"ld.so", AT_START, "Error loading shared library ", NULL, WHOLE, WEIGHT_FULL},
	{"ld.so", AT_START, "Error relocating ", NULL, WHOLE, WEIGHT_FULL},
	{"ld.so", AT_START, "dyld", "Library not loaded: ", WHOLE, WEIGHT_FULL},
	/* pip; what it quotes of builds is build.c's */
	{"pip", AT_START, "ERROR: Could not find a version that satisfies the requirement ", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: No matching distribution found for ", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "ERROR: Failed building wheel for ", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "ERROR: Could not build wheels for ", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "ERROR: Failed to build installable wheels for some ", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "ERROR: Command errored out ", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "ERROR: Exception:", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "WARNING: Retrying (Retry(", NULL, WHOLE, WEIGHT_WEAK},
	{"pytest", AT_START, "ERROR: usage: ", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "ERROR: ", "requires a different Python: ", WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Cannot install ", NULL, BLOCK, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: ResolutionImpossible", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pip", AT_START, "ERROR: pip's dependency resolver", NULL, BLOCK, WEIGHT_WEAK},
	{"pip", AT_START, "ERROR: Invalid requirement: ", NULL, BLOCK, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Could not open requirements file: ", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Could not install packages due to an ", NULL, BLOCK, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", NULL, BLOCK, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Hash", NULL, BLOCK, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Directory '", "is not installable", WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Wheel '", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: ", ".whl is not a supported wheel", WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: ", "is not a valid editable requirement", WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: File \"setup.py\" ", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Project ", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Can not perform a '--user' install", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Could not detect requirement name", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: You must give at least one requirement", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: To modify pip, please run", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: unknown command \"", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Cannot find command 'git'", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Cannot uninstall ", NULL, BLOCK, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: HTTP error ", NULL, WHOLE, WEIGHT_FULL},
	{"pip", AT_START, "ERROR: Ignored the following ", NULL, WHOLE, WEIGHT_WEAK},
	{"conda", AT_START, "PackagesNotFoundError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "LibMambaUnsatisfiableError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "UnsatisfiableError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "ResolvePackageNotFound:", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "CondaError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "CondaHTTPError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "CommandNotFoundError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "EnvironmentNameNotFound: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "EnvironmentLocationNotFound: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "EnvironmentNotWritableError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"conda", AT_START, "CondaToSNonInteractiveError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"mamba", AT_START, "error    libmamba ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"mamba", AT_START, "critical libmamba ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: Failed to ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: No virtual environment found", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: No interpreter found ", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: No `pyproject.toml` found", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: The interpreter at ", "externally managed", BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: Project virtual environment directory", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: The Python request ", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: The requested interpreter ", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: The lockfile ", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: Querying Python at ", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: Request failed", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: File not found: ", NULL, BLOCK, WEIGHT_FULL},
	{"uv", AT_START, "error: unrecognized subcommand ", NULL, BLOCK, WEIGHT_FULL},
	{"poetry", AT_START, "Poetry could not find a pyproject.toml file", NULL, WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "pyproject.toml changed significantly since poetry.lock", NULL, WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "The current project's supported Python range", NULL, BLOCK, WEIGHT_FULL},
	{"poetry", AT_START, "The currently activated Python version ", "not supported by the project", WHOLE,
	 WEIGHT_FULL},
	{"poetry", AT_START, "Current Python version (", "is not allowed by the project", WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "Could not find a matching version of package ", NULL, WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "Because ", "version solving failed.", WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "Unable to find installation candidates for ", NULL, WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "The Poetry configuration is invalid:", NULL, BLOCK, WEIGHT_FULL},
	{"poetry", AT_START, "Invalid TOML file ", NULL, WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "Command not found: ", NULL, WHOLE, WEIGHT_FULL},
	{"poetry", AT_START, "The command \"", "does not exist", WHOLE, WEIGHT_FULL},
	{"pipenv", ANYWHERE, "Locking Failed!", NULL, BLOCK, WEIGHT_FULL},
	{"pipenv", AT_START, "Warning: Python ", "was not found on your system", WHOLE, WEIGHT_FULL},
	{"pipenv", AT_START, "Error: the command ", "could not be found within PATH", WHOLE, WEIGHT_FULL},
	{"pdm", AT_START, "[PdmUsageError]: ", NULL, REST, WEIGHT_FULL},
	{"pdm", AT_START, "[ProjectError]: ", NULL, REST, WEIGHT_FULL},
	{"pdm", AT_START, "[NoPythonVersion]: ", NULL, REST, WEIGHT_FULL},
	{"pdm", AT_START, "ResolutionImpossible: ", NULL, WHOLE, WEIGHT_FULL},
	{"pdm", AT_START, "See ", "for detailed debug log", WHOLE, WEIGHT_CONSEQUENCE},
	{"hatch", AT_START, "Environment `", "is incompatible", WHOLE, WEIGHT_FULL},
	{"hatch", AT_START, "Unable to determine which files to ship", NULL, BLOCK, WEIGHT_FULL},
	{"tox", AT_START, "ROOT: ", "HandledError", WHOLE, WEIGHT_FULL},
	{"tox", AT_START, "ERROR:", "InterpreterNotFound", WHOLE, WEIGHT_FULL},
	{"tox", ANYWHERE, ": skipped because could not find python interpreter", NULL, WHOLE, WEIGHT_FULL},
	{"tox", ANYWHERE, ": failed with ", "is not allowed, use allowlist_externals", WHOLE, WEIGHT_FULL},
	{"tox", AT_START, "ERROR: InvocationError for command could not find executable ", NULL, WHOLE, WEIGHT_FULL},
	{"tox", AT_START, "ERROR: ", "InvocationError for command", WHOLE, WEIGHT_CONSEQUENCE},
	{"nox", AT_START, "nox > Session ", ": Python interpreter ", WHOLE, WEIGHT_FULL},
	{"nox", AT_START, "nox > Program ", "not found", WHOLE, WEIGHT_FULL},
	{"nox", AT_START, "nox > Command ", "failed with exit code", WHOLE, WEIGHT_CONSEQUENCE},
	{"nox", AT_START, "nox > Sessions not found: ", NULL, WHOLE, WEIGHT_FULL},
	{"pre-commit", AT_START, "An error has occurred: ", NULL, PARAGRAPH, WEIGHT_FULL},
	{"pre-commit", AT_START, "An unexpected error has occurred: ", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"pre-commit", AT_START, "[ERROR] Your pre-commit configuration is unstaged", NULL, WHOLE, WEIGHT_FULL},
	{"pre-commit", AT_START, "Executable `", "not found", WHOLE, WEIGHT_FULL},
	{"pipx", AT_START, "'", "already seems to be installed", WHOLE, WEIGHT_WEAK},
	{"pipx", AT_START, "No apps associated with package ", NULL, WHOLE, WEIGHT_FULL},
	/* setuptools and its kin */
	{"setuptools", AT_START, "error: command '", "failed: No such file or directory", WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: command '", "failed: Permission denied", WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: command '", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"setuptools", AT_START, "error: can't copy '", NULL, WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: invalid command '", NULL, WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: Multiple top-level packages discovered", NULL, BLOCK, WEIGHT_FULL},
	{"setuptools", AT_START, "error: package directory '", NULL, WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: Microsoft Visual C++ ", NULL, WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: can't find Rust compiler", NULL, WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: [Errno ", NULL, WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "error: could not create '", NULL, WHOLE, WEIGHT_FULL},
	{"setuptools", AT_START, "unable to execute '", NULL, WHOLE, WEIGHT_FULL},
	{"ansible", AT_START, "fatal: [", NULL, WHOLE, WEIGHT_FULL},
	{"git", AT_START, "fatal: ", NULL, WHOLE, WEIGHT_FULL},
	/* frameworks' own lines */
	{"django", AT_START, "CommandError: ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"django", AT_START, "Unknown command: '", NULL, WHOLE, WEIGHT_FULL},
	{"django", AT_START, "Error: That port is already in use", NULL, WHOLE, WEIGHT_FULL},
	{"django", AT_START, "Error: You don't have permission to access that port", NULL, WHOLE, WEIGHT_FULL},
	{"django", AT_START, "Error: That IP address can't be assigned", NULL, WHOLE, WEIGHT_FULL},
	{"django", AT_START, "You have ", "unapplied migration", BLOCK, WEIGHT_WEAK},
	{"flask", AT_START, "Error: Could not locate a Flask application", NULL, WHOLE, WEIGHT_FULL},
	{"flask", AT_START, "Error: Could not import '", NULL, WHOLE, WEIGHT_FULL},
	{"flask", AT_START, "Error: While importing '", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"flask", AT_START, "Error: Failed to find Flask application", NULL, WHOLE, WEIGHT_FULL},
	{"flask", AT_START, "Error: Detected multiple Flask applications", NULL, WHOLE, WEIGHT_FULL},
	{"flask", AT_START, "Address already in use", NULL, BLOCK, WEIGHT_FULL},
	{"uvicorn", ANYWHERE, "Error loading ASGI app", NULL, WHOLE, WEIGHT_FULL},
	{"uvicorn", ANYWHERE, "[Errno 98] error while attempting to bind on address", NULL, WHOLE, WEIGHT_FULL},
	{"gunicorn", ANYWHERE, "[ERROR] Connection in use: ", NULL, WHOLE, WEIGHT_FULL},
	{"gunicorn", AT_START, "Failed to find attribute '", NULL, WHOLE, WEIGHT_FULL},
	{"gunicorn", ANYWHERE, "[ERROR] Can't connect to ", NULL, WHOLE, WEIGHT_FULL},
	{"celery", AT_START, "Unable to load celery application.", NULL, BLOCK, WEIGHT_FULL},
	{"alembic", AT_START, "FAILED: ", NULL, REST, WEIGHT_FULL},
	{"sphinx", AT_START, "Extension error", NULL, PARAGRAPH, WEIGHT_FULL},
	{"sphinx", AT_START, "Configuration error:", NULL, PARAGRAPH, WEIGHT_FULL},
	{"sphinx", AT_START, "Theme error:", NULL, PARAGRAPH, WEIGHT_FULL},
	{"sphinx", AT_START, "Application error:", NULL, PARAGRAPH, WEIGHT_FULL},
	{"sphinx", AT_START, "Sphinx error:", NULL, PARAGRAPH, WEIGHT_FULL},
	{"sphinx", AT_START, "Warning, treated as error:", NULL, PARAGRAPH, WEIGHT_FULL},
	{"sphinx", AT_START, "Exception occurred:", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"mkdocs", ANYWHERE, "Config value '", "': ", WHOLE, WEIGHT_FULL},
	{"ansible", AT_START, "ERROR! ", NULL, REST_BLOCK, WEIGHT_FULL},
	{"scrapy", AT_START, "Unknown command: ", NULL, WHOLE, WEIGHT_FULL},
	{"jupyter", AT_START, "Error executing Jupyter command ", NULL, WHOLE, WEIGHT_FULL},
	{"jupyter", AT_START, "Jupyter command `", "not found", WHOLE, WEIGHT_FULL},
	{"streamlit", AT_START, "Error: Invalid value: File does not exist: ", NULL, WHOLE, WEIGHT_FULL},
	{"pytest", AT_START, "ERROR: file or directory not found: ", NULL, WHOLE, WEIGHT_FULL},
	{"pytest", AT_START, "ERROR: not found: ", NULL, BLOCK, WEIGHT_FULL},
	{"pytest", AT_START, "ImportError while loading conftest '", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"coverage", AT_START, "No data to report.", NULL, WHOLE, WEIGHT_FULL},
	{"coverage", AT_START, "No source for code: ", NULL, WHOLE, WEIGHT_FULL},
	{"mypy", AT_START, "mypy: ", NULL, WHOLE, WEIGHT_FULL},
	{"black", AT_START, "error: cannot format ", NULL, WHOLE, WEIGHT_FULL},
	{"docker", AT_START, "docker: Error response from daemon: ", NULL, WHOLE, WEIGHT_FULL},
	{"Xvfb", ANYWHERE, "cannot connect to X server", NULL, WHOLE, WEIGHT_FULL},
	{"qt", AT_START, "qt.qpa.plugin: Could not ", NULL, BLOCK, WEIGHT_FULL},
	{"qt", AT_START, "qt.qpa.xcb: could not connect to display", NULL, WHOLE, WEIGHT_FULL},
	{"qt", AT_START, "This application failed to start because no Qt platform plugin", NULL, BLOCK, WEIGHT_FULL},
	{"OpenMP", AT_START, "OMP: Error #", NULL, BLOCK, WEIGHT_FULL},
	{"Intel MKL", AT_START, "Intel MKL FATAL ERROR", NULL, WHOLE, WEIGHT_FULL},
	{"Intel MKL", AT_START, "INTEL MKL ERROR", NULL, WHOLE, WEIGHT_FULL},
	{"mpi", AT_START, "There are not enough slots available", NULL, BLOCK, WEIGHT_FULL},
	/* usage errors of argparse ("prog: error: …"), optparse, click and typer */
	{"argparse", ANYWHERE, ": error: ", NULL, WHOLE, WEIGHT_FULL},
	{"click", AT_START, "Error: ", NULL, REST, WEIGHT_FULL},
	/* what merely follows from something said before */
	{"make", ANYWHERE, "*** [", "Error ", WHOLE, WEIGHT_CONSEQUENCE},
	{"ninja", AT_START, "ninja: build stopped", NULL, WHOLE, WEIGHT_CONSEQUENCE},
	{"npm", AT_START, "npm ERR! gyp ERR! find Python", NULL, WHOLE, WEIGHT_FULL},
};

enum { SAYINGS = sizeof(sayings) / sizeof(sayings[0]) };

const struct saying *
saying_all(size_t *count)
{
	*count = SAYINGS;
	return sayings;
}

static const char *
saying_words(const struct saying *t, const struct line *l)
{
	const char *at = NULL;
	if (t->where != AT_START && !line_may_hold(l, t->words))
		return NULL;
	switch (t->where) {
	case AT_START:
		at = line_starts(l, t->words) ? l->s : NULL;
		break;
	case AT_END:
		at = line_ends(l, t->words) ? l->s + l->n - strlen(t->words) : NULL;
		break;
	case ANYWHERE:
		at = line_find(l, t->words);
		break;
	}
	return at != NULL && (t->also == NULL || line_find(l, t->also) != NULL) ? at : NULL;
}

const struct saying *
saying_next(const struct saying *after, const struct line *l, bool likely, const char **words)
{
	for (const struct saying *t = after != NULL ? after + 1 : sayings; t < sayings + SAYINGS; t++) {
		if (t->where == AT_START ? l->s[0] != t->words[0] : !likely)
			continue;
		*words = saying_words(t, l);
		if (*words != NULL)
			return t;
	}
	return NULL;
}
