# Prints the path of the mvn.cmd to run, and nothing else, on standard output. The counterpart of mvnw
# for Windows: same properties, same environment variables, same rules.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Say($text) { [Console]::Error.WriteLine("mvnw: $text") }

$properties = @{}
foreach ($line in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot 'maven-wrapper.properties'))) {
    if ($line -match '^([A-Za-z0-9]+)=(.+)$') { $properties[$Matches[1]] = $Matches[2].Trim() }
}

function Test-NewEnough($mvn) {
    if (-not $mvn -or -not (Test-Path -LiteralPath $mvn -PathType Leaf)) { return $false }
    try { $told = (& $mvn -v 2>$null | Out-String) } catch { return $false }
    if ($told -notmatch 'Apache Maven (\d+\.\d+\.\d+)') { return $false }
    return ([version]$Matches[1] -ge [version]$properties.minimumVersion)
}

$candidates = @()
if ($env:MAVEN_HOME) { $candidates += Join-Path $env:MAVEN_HOME 'bin\mvn.cmd' }
if ($env:M2_HOME) { $candidates += Join-Path $env:M2_HOME 'bin\mvn.cmd' }
$onPath = Get-Command 'mvn.cmd' -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
if ($onPath) { $candidates += $onPath.Path }
foreach ($candidate in $candidates) {
    if (Test-NewEnough $candidate) { [Console]::Out.WriteLine($candidate); exit 0 }
}

$version = $properties.mavenVersion
$expected = $properties.zipSha512
$userHome = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { Join-Path $env:USERPROFILE '.m2' }
$dists = Join-Path $userHome 'wrapper\dists'
$mavenHome = Join-Path $dists ("apache-maven-$version-" + $expected.Substring(0, 16))
$mvn = Join-Path $mavenHome 'bin\mvn.cmd'
if (Test-Path -LiteralPath $mvn) { [Console]::Out.WriteLine($mvn); exit 0 }

$archive = "apache-maven-$version-bin.zip"
if ($env:MVNW_REPOURL) {
    $url = $env:MVNW_REPOURL.TrimEnd('/') + "/org/apache/maven/apache-maven/$version/$archive"
} else {
    $url = $properties.distributionFolder + "/$version/binaries/$archive"
}

New-Item -ItemType Directory -Force -Path $dists | Out-Null
$work = Join-Path $dists ('.fetch.' + [Guid]::NewGuid().ToString('N'))
New-Item -ItemType Directory -Path $work | Out-Null
try {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    Say "fetching Maven $version from $url"
    $file = Join-Path $work $archive
    Invoke-WebRequest -UseBasicParsing -Uri $url -OutFile $file
    $actual = (Get-FileHash -Algorithm SHA512 -LiteralPath $file).Hash.ToLowerInvariant()
    if ($actual -ne $expected) {
        throw "wrong checksum, the file was thrown away: $url`n  expected SHA-512 $expected`n  received SHA-512 $actual"
    }
    Expand-Archive -LiteralPath $file -DestinationPath (Join-Path $work 'unpacked')
    try {
        [IO.Directory]::Move((Join-Path $work "unpacked\apache-maven-$version"), $mavenHome)
    } catch {
        # Somebody else's result came first: use that one.
        if (-not (Test-Path -LiteralPath $mvn)) { throw }
    }
} catch {
    Say $_.Exception.Message
    exit 1
} finally {
    Remove-Item -Recurse -Force -LiteralPath $work -ErrorAction SilentlyContinue
}
[Console]::Out.WriteLine($mvn)
