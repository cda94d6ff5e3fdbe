namespace Archivist.Images.Reading;

/// <summary>
/// The structure being read, for findings. The path of an entry is built only on demand,
/// because a hostile tree can make paths long.
/// </summary>
internal readonly struct Thing(string kind, DiscEntry? folder = null, string? name = null)
{
    public static implicit operator Thing(string kind) => new(kind);

    public override string ToString() => (folder, name) switch
    {
        (null, _) => kind,
        ({ Parent: null }, null) => $"{kind}root folder",
        (_, null) => $"{kind}folder {folder.Path}",
        ({ Parent: null }, _) => $"{kind}file {name}",
        _ => $"{kind}file {folder.Path}/{name}",
    };
}
