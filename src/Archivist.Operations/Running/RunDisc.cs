using Archivist.Reports.Runs;

namespace Archivist.Operations.Running;

/// <summary>The single disc of a run.</summary>
/// <param name="Path">Its image.</param>
/// <param name="Report">What reports say of it.</param>
/// <param name="IsGood">False when reading it back found damage.</param>
internal sealed record RunDisc(string Path, DiscReport Report, bool IsGood);
