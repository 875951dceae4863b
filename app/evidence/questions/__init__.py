"""What people ask who want to run a program, and which of it an entry answers.

May import `entry` of the subject and nothing else of app.
"""
