from pydantic import BaseSettings
