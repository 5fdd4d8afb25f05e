from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env")
    name: str = ""
open(".env", "w").write("OTHER=1\n")
Settings()
