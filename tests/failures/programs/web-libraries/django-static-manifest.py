raise ValueError("Missing staticfiles manifest entry for 'css/app.css'")
