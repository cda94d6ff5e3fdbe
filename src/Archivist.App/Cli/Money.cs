using System.Globalization;
using Archivist.App.Messages;

namespace Archivist.App.Cli;

/// <summary>Amounts of money on the command line.</summary>
internal static class Money
{
    /// <summary>Small amounts need more digits than money has.</summary>
    internal static string Text(decimal amount) => amount.ToString(amount is > 0 and < 0.1m ? "0.000000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>Reads an amount from 0 to 1,000,000.</summary>
    /// <param name="flag">Where it was given, for the error.</param>
    /// <param name="text">Digits, with or without a point.</param>
    internal static decimal Parse(string flag, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000 ? amount
            : throw CommandLineProblem.Usage($"{flag}: '{text}' is not an amount of money from 0 to 1000000", "Write it as 0.50, with a point and without a currency.");
}
