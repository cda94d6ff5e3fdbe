using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Problems;

/// <summary>A pack is damaged on a disc and is looked for elsewhere.</summary>
public sealed record PackDamagedOnDisc(DiscTitle Disc, PackId Pack, Cause Cause) : Problem(Failure.None, Pack.ToString());
