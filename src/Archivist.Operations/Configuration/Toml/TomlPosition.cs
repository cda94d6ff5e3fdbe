namespace Archivist.Operations.Configuration.Toml;

/// <summary>A place in a file, both counted from 1; the column counts UTF-16 code units, as editors do.</summary>
internal readonly record struct TomlPosition(int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}
