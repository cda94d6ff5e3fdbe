namespace Archivist.Operations.Configuration.Toml;

/// <summary>Lines of a file, counted from 0.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
internal readonly record struct TomlLines(int First, int Last);
