namespace Archivist.Discs.Catalogue;

/// <summary>The set that a disc belongs to.</summary>
/// <param name="Id">Its permanent id.</param>
/// <param name="Name">Its name for display: up to 63 letters, digits, dots, hyphens and underscores.</param>
/// <param name="Base">The set that a delta adds to; null for a full set.</param>
/// <param name="BaseName">The name of that set.</param>
public sealed record DiscSetName(Guid Id, string Name, Guid? Base = null, string? BaseName = null);
