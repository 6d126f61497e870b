@echo off
rem Runs Maven: an installed one that is new enough, otherwise the pinned one, which is fetched once,
rem checked against its SHA-512 and kept under %USERPROFILE%\.m2\wrapper\dists. See mvnw.
setlocal
set "MVNW_FOUND="
for /f "usebackq delims=" %%m in (`powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%~dp0.mvn\wrapper\find-maven.ps1"`) do set "MVNW_FOUND=%%m"
if not defined MVNW_FOUND exit /b 1
call "%MVNW_FOUND%" %*
exit /b %ERRORLEVEL%
