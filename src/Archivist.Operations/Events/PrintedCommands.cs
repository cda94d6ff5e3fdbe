namespace Archivist.Operations.Events;

/// <summary>What a reader of a page can type, as the front end spells it.</summary>
/// <param name="RunDrill">Runs a drill.</param>
/// <param name="VerifyDisc">Verifies a disc; the drive follows.</param>
/// <param name="CombineShares">Recovers a password from shares.</param>
/// <param name="TestShare">Tests a share.</param>
/// <param name="TestSheet">Reads back a sheet without a secret.</param>
/// <param name="CheckCode">Tries a one-time code.</param>
public sealed record PrintedCommands(string RunDrill, string VerifyDisc, string CombineShares, string TestShare, string TestSheet, string CheckCode);
