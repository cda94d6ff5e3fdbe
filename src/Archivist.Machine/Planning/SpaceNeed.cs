namespace Archivist.Machine.Planning;

/// <summary>How much space content needs.</summary>
/// <param name="Minimum">The least bytes, never more than it had.</param>
/// <param name="CanGrow">Whether more is of use.</param>
internal readonly record struct SpaceNeed(long Minimum, bool CanGrow);
