namespace Archivist.Operations.Keys.Sharing;

/// <summary>What the ledger says about the page of one-time codes in use.</summary>
/// <param name="Page">Its fingerprint.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Codes">How many codes it has.</param>
/// <param name="Left">How many of them are left.</param>
public sealed record CodePageStatus(string Page, DateTimeOffset Made, int Codes, int Left);
