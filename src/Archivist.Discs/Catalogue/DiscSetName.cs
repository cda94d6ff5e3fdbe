namespace Archivist.Discs.Catalogue;

/// <summary>The set that a disc belongs to.</summary>
/// <param name="Id">Names it for ever.</param>
/// <param name="Name">What people call it: up to 63 letters, digits, dots, hyphens and underscores.</param>
/// <param name="Base">The set that a delta adds to; null for a full set.</param>
/// <param name="BaseName">What people call that one.</param>
public sealed record DiscSetName(Guid Id, string Name, Guid? Base = null, string? BaseName = null);
