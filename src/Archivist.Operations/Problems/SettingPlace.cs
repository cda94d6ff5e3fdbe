namespace Archivist.Operations.Problems;

/// <summary>Where a setting is: in an environment variable, or in a file.</summary>
/// <param name="Key">The key with its tables, such as <c>policy.copies</c>.</param>
/// <param name="Variable">The environment variable that sets it; null for a file.</param>
/// <param name="File">The file; null for a variable.</param>
/// <param name="Line">The line in the file, from 1; null when the file does not have the table.</param>
/// <param name="Column">The column, from 1, in UTF-16 code units; null as <paramref name="Line"/>.</param>
public sealed record SettingPlace(string Key, string? Variable, string? File, int? Line, int? Column);
