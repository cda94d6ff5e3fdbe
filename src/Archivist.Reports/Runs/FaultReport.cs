namespace Archivist.Reports.Runs;

/// <summary>A fault that was made on purpose.</summary>
/// <param name="What">"wrong passphrase", "flipped byte in a pack".</param>
/// <param name="Seen">What happened.</param>
/// <param name="Passed">It was what should happen.</param>
public sealed record FaultReport(string What, string Seen, bool Passed);
