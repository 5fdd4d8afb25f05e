import smtplib
raise smtplib.SMTPAuthenticationError(535, b"5.7.8 Username and Password not accepted")
