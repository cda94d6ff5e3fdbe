using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file is not TOML. Never repeats a value, because a misplaced value may be a password.</summary>
/// <param name="File">The file, or the environment variable that holds an array.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in UTF-16 code units.</param>
/// <param name="Fault">What is wrong there.</param>
public sealed record NotToml(string File, int Line, int Column, TomlFault Fault) : Problem(Failure.Usage, File);
