using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A warning: a section or variable has an old name, which is still read.</summary>
/// <param name="Place">Where the old name is, and the name as it is written.</param>
/// <param name="New">What to write instead.</param>
public sealed record SettingRenamed(SettingPlace Place, string New) : Problem(Failure.None, Place.Key);
