namespace Archivist.Operations.Keys.Sharing;

/// <summary>What sheets for a key say, and where they are written.</summary>
/// <param name="Folder">The directory; created if it is missing.</param>
/// <param name="Contacts">Whom to call, in this order; at least one.</param>
/// <param name="Places">Where discs and copies are, besides those that the catalogue and the settings know; together at least one.</param>
/// <param name="MayReplace">Replace existing files.</param>
public sealed record SheetOptions(string Folder, IReadOnlyList<string> Contacts, IReadOnlyList<string> Places, bool MayReplace);
