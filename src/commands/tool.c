#include "commands/tool.h"

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { SURE_LENGTH = 6, LOOSE_LENGTH = 8 };

/* Commands whose distribution is beyond doubt, sorted by nothing but kinship. */
static const struct tool tools[] = {
	{"ipython", "ipython", true},
	{"jupyter", "jupyter", true},
	{"jupyter-lab", "jupyterlab", true},
	{"jupyter-notebook", "notebook", true},
	{"black", "black", false},
	{"ruff", "ruff", false},
	{"isort", "isort", false},
	{"flake8", "flake8", false},
	{"pylint", "pylint", true},
	{"mypy", "mypy", true},
	{"pyright", "pyright", false},
	{"bandit", "bandit", false},
	{"pytest", "pytest", true},
	{"py.test", "pytest", true},
	{"coverage", "coverage", true},
	{"tox", "tox", false},
	{"nox", "nox", false},
	{"hypothesis", "hypothesis[cli]", true},
	{"poetry", "poetry", false},
	{"uv", "uv", false},
	{"uvx", "uv", false},
	{"pipx", "pipx", false},
	{"pipenv", "pipenv", false},
	{"pdm", "pdm", false},
	{"hatch", "hatch", false},
	{"flit", "flit", false},
	{"twine", "twine", false},
	{"virtualenv", "virtualenv", false},
	{"pip-compile", "pip-tools", false},
	{"pip-sync", "pip-tools", true},
	{"pre-commit", "pre-commit", false},
	{"cookiecutter", "cookiecutter", false},
	{"copier", "copier", false},
	{"bumpversion", "bump-my-version", false},
	{"sphinx-build", "sphinx", true},
	{"sphinx-quickstart", "sphinx", true},
	{"mkdocs", "mkdocs", true},
	{"django-admin", "django", true},
	{"flask", "flask", true},
	{"fastapi", "fastapi[standard]", true},
	{"uvicorn", "uvicorn", true},
	{"gunicorn", "gunicorn", true},
	{"hypercorn", "hypercorn", true},
	{"celery", "celery", true},
	{"alembic", "alembic", true},
	{"scrapy", "scrapy", true},
	{"streamlit", "streamlit", true},
	{"gradio", "gradio", true},
	{"dvc", "dvc", false},
	{"mlflow", "mlflow", true},
	{"wandb", "wandb", true},
	{"tensorboard", "tensorboard", true},
	{"torchrun", "torch", true},
	{"accelerate", "accelerate", true},
	{"dbt", "dbt-core", true},
	{"snakemake", "snakemake", false},
	{"cython", "cython", true},
	{"cythonize", "cython", true},
	{"maturin", "maturin", false},
	{"meson", "meson", false},
	{"pyinstaller", "pyinstaller", true},
	{"http", "httpie", false},
	{"https", "httpie", false},
	{"yt-dlp", "yt-dlp", false},
	{"youtube-dl", "yt-dlp", false},
	{"ansible", "ansible", false},
	{"ansible-playbook", "ansible", false},
	{"molecule", "molecule", false},
	{"aws", "awscli", false},
	{"csvkit", "csvkit", false},
	{"csvlook", "csvkit", false},
	{"sqlite-utils", "sqlite-utils", false},
	{"datasette", "datasette", false},
	{"pgcli", "pgcli", false},
	{"litecli", "litecli", false},
	{"locust", "locust", true},
	{"invoke", "invoke", true},
	{"fab", "fabric", true},
	{"watchmedo", "watchdog", true},
	{"pygmentize", "pygments", false},
	{"py-spy", "py-spy", false},
	{"memray", "memray", true},
	{"scalene", "scalene", true},
	{"vulture", "vulture", false},
	{"pyupgrade", "pyupgrade", false},
	{"nbstripout", "nbstripout", false},
};
enum { TOOLS = sizeof(tools) / sizeof(*tools) };

const struct tool *
tool_find(const char *word)
{
	for (size_t i = 0; i < TOOLS; i++)
		if (strcmp(tools[i].word, word) == 0)
			return &tools[i];
	return NULL;
}

/* Short names are too near
 * to other programs' names (htop is not http). */
const char *
tool_near(const char *word)
{
	static const char *const pythons[] = {"python", "python3"};
	const char *best = NULL;
	size_t nearest = SIZE_MAX;
	bool tied = false;
	for (size_t i = 0; i < TOOLS + 2; i++) {
		const char *known = i < 2 ? pythons[i] : tools[i - 2].word;
		size_t length = strlen(known), limit = length >= LOOSE_LENGTH ? 2 : 1;
		if (length < SURE_LENGTH || tolower((unsigned char)*word) != *known)
			continue;
		size_t distance = text_distance(word, known, limit);
		if (distance > limit || distance > nearest || (i == 1 && distance == nearest))
			continue;
		tied = distance == nearest;
		nearest = distance;
		best = known;
	}
	return tied ? NULL : best;
}
