using System.Globalization;
using System.Text.RegularExpressions;
using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Planning;

namespace Archivist.Operations.Configuration;

/// <summary>What vendors charge: the shipped table, and before it the one that the settings name. Immutable.</summary>
internal sealed partial class PriceTable
{
    private const string Shipped = "prices.toml";

    private readonly Dictionary<string, VendorPrices> _prices = new(StringComparer.OrdinalIgnoreCase);

    private PriceTable()
    {
    }

    /// <summary>Reads the tables.</summary>
    /// <param name="file">The table of the settings; null for the shipped one alone.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the file cannot be read, or is no such table.</exception>
    internal static async Task<PriceTable> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        var table = new PriceTable();
        if (file is not null)
            table.Add(await TomlFile.ReadAsync(file, cancellationToken), file);
        await using var shipped = typeof(PriceTable).Assembly.GetManifestResourceStream(Shipped)!;
        var content = new byte[shipped.Length];
        await shipped.ReadExactlyAsync(content, cancellationToken);
        table.Add(TomlReader.Read(content, Shipped), Shipped);
        return table;
    }

    /// <summary>The prices of a vendor; null for an unknown one.</summary>
    internal VendorPrices? Find(string vendor) => _prices.GetValueOrDefault(vendor.Trim());

    private void Add(TomlValue.Table document, string file)
    {
        var root = new SettingsTable(file, Overrides.From(new Dictionary<string, string>()), "", document, ["price"]);
        foreach (var entry in root.Tables("price", "vendors", "currency", "as-of", "storage-tb-month", "puts-million", "lists-million", "reads-million", "egress-tb", "note"))
        {
            var vendors = entry.Texts("vendors") is { Count: > 0 } named ? named : throw entry.RefuseMissing("vendors", "currency", "as-of", "storage-tb-month");
            var currency = entry.RequiredText("currency") is var code && Currency().IsMatch(code) ? code : throw entry.Refuse("currency", new SettingFault.NotACurrency());
            var asOf = DateOnly.TryParseExact(entry.RequiredText("as-of"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
                : throw entry.Refuse("as-of", new SettingFault.NotADay());
            foreach (var vendor in vendors)
            {
                _prices.TryAdd(vendor.Trim(), new VendorPrices(vendors[0], currency, asOf)
                {
                    StoragePerTerabyteMonth = AmountOf(entry, "storage-tb-month"),
                    PutsPerMillion = AmountOf(entry, "puts-million"),
                    ListsPerMillion = AmountOf(entry, "lists-million"),
                    ReadsPerMillion = AmountOf(entry, "reads-million"),
                    EgressPerTerabyte = AmountOf(entry, "egress-tb"),
                    Note = entry.OptionalText("note"),
                });
            }
        }
    }

    /// <summary>An amount of money from 0 to 1,000,000, which must be there: a missing price would look like none.</summary>
    internal static decimal AmountOf(SettingsTable entry, string key) =>
        decimal.TryParse(entry.RequiredText(key), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000 ? amount
            : throw entry.Refuse(key, new SettingFault.NotAnAmount());

    [GeneratedRegex(@"\A[A-Z]{3}\z")]
    private static partial Regex Currency();
}
