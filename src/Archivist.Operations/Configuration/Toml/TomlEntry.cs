namespace Archivist.Operations.Configuration.Toml;

/// <summary>One key of a table with the place where the key was first written.</summary>
internal sealed record TomlEntry(string Key, TomlPosition KeyPosition, TomlValue Value);
