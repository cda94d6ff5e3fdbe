namespace Archivist.Operations.Keys.Codes;

/// <summary>A one-time code that was good, and is used up.</summary>
/// <param name="Page">The page that it is on.</param>
/// <param name="Number">Which of the page, from 1.</param>
/// <param name="Left">How many are left.</param>
public sealed record CheckCodeResult(string Page, int Number, int Left) : OperationResult;
