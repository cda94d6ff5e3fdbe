using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A section or variable is set both by its old and by its new name.</summary>
/// <param name="Place">Where the old name is, and the name as it is written.</param>
/// <param name="New">The new name as it is written.</param>
public sealed record SettingNamedTwice(SettingPlace Place, string New) : Problem(Failure.Usage, Place.Key);
