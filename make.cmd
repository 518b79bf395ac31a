@echo off
rem The tasks of the Makefile on Windows: make run, make test. In PowerShell: .\make run
setlocal
cd /d "%~dp0"
where py >nul 2>nul
if errorlevel 1 (python -m tools %*) else (py -3 -m tools %*)
exit /b %errorlevel%
