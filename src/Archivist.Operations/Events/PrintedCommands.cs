namespace Archivist.Operations.Events;

/// <summary>What a reader of a page can type, as the front end spells it.</summary>
/// <param name="RunDrill">Runs a drill.</param>
/// <param name="VerifyDisc">Verifies a disc; the drive follows.</param>
public sealed record PrintedCommands(string RunDrill, string VerifyDisc);
