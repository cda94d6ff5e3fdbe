using Archivist.Discs.Catalogue;
using Archivist.Discs.Health;
using Archivist.Repository.Crypto;

namespace Archivist.Tests.Discs.Health;

public sealed class DiscHealthTests
{
    private static readonly DateTimeOffset Burned = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_steady_loss_is_carried_on_to_half_of_the_error_correction()
    {
        var health = Judge(4, (1, 0.95), (2, 0.90), (3, 0.85), (4, 0.80));
        Assert.Equal(HealthState.Fine, health.State);
        Assert.True(health.IsMeasured is false, "ten years are over before half is gone");
        health = Judge(4, (1, 0.9), (2, 0.8), (3, 0.7), (4, 0.6));
        Assert.True(health.IsMeasured);
        Assert.Equal(0.1, health.Trend!.PerYear, 0.001);
        Assert.InRange(health.RemasterBy!.Value, Burned.AddYears(4).AddDays(360), Burned.AddYears(5).AddDays(5));
    }

    [Fact]
    public void One_odd_reading_moves_nothing()
    {
        var health = Judge(6, (1, 0.98), (2, 0.96), (3, 0.2), (4, 0.92), (5, 0.90), (6, 0.88));
        Assert.InRange(health.Trend!.PerYear, 0.01, 0.03);
        Assert.Equal(HealthState.Fine, health.State);
    }

    [Fact]
    public void A_weaker_drive_is_not_taken_for_a_worse_disc()
    {
        var readings = new[] { 1, 2, 3 }.SelectMany(year => new[] { Reading(year, 0.95, "good"), Reading(year + 0.5, 0.75, "weak") });
        Assert.Equal(0, WearTrend.Of(readings)!.PerYear, 1e-9);
    }

    [Fact]
    public void Few_readings_give_no_trend_and_the_life_of_the_medium()
    {
        var health = Judge(2, (1, 0.9), (2, 0.8));
        Assert.Null(health.Trend);
        Assert.False(health.IsMeasured);
        Assert.Equal(Burned.AddYears(10), health.RemasterBy);
        Assert.Equal(HealthState.Unread, Judge(1).State);
        Assert.Equal(HealthState.RemasterSoon, Judge(9.9).State);
    }

    [Fact]
    public void Little_margin_and_loss_are_told()
    {
        Assert.Equal(HealthState.RemasterSoon, Judge(1, (1, 0.4)).State);
        var lost = Disc([Reading(1, 0, "drive") with { Outcome = DiscReadingOutcome.Damaged }]);
        Assert.Equal(HealthState.Lost, DiscHealth.Of(lost, Burned.AddYears(1)).State);
    }

    [Fact]
    public void A_reading_that_a_wrong_clock_dated_does_not_outrank_what_was_read_after_it()
    {
        var lost = Reading(1, 0, "drive") with { Outcome = DiscReadingOutcome.Damaged };
        foreach (var wrong in new[] { 73.0, -51.0 })
        {
            var health = DiscHealth.Of(Disc([Reading(wrong, 0.9, "drive"), lost]), Burned.AddYears(1));
            Assert.Equal((HealthState.Lost, lost), (health.State, health.LastReading));
        }

        var after = DiscHealth.Of(Disc([lost, Reading(-51, 0.9, "drive")]), Burned.AddYears(1));
        Assert.Equal(HealthState.Fine, after.State);
        Assert.True(after.IsDateDoubtful);
    }

    [Fact]
    public void A_trend_is_made_of_readings_whose_dates_agree_with_their_order()
    {
        var readings = new[] { Reading(1, 0.9, "drive"), Reading(73, 0.89, "drive"), Reading(2, 0.8, "drive"), Reading(-51, 0.79, "drive"), Reading(3, 0.7, "drive"), Reading(4, 0.6, "drive") };
        Assert.Equal(0.1, WearTrend.Of(readings)!.PerYear, 0.001);
    }

    private static DiscHealth Judge(double year, params (double Year, double Margin)[] readings) =>
        DiscHealth.Of(Disc([.. readings.Select(reading => Reading(reading.Year, reading.Margin, "drive"))]), Burned.AddDays(year * 365.25));

    private static DiscReading Reading(double year, double margin, string drive) =>
        new(Burned.AddDays(year * 365.25), "Bob", drive, DiscReadingOutcome.Corrected, 100, margin);

    private static CataloguedDisc Disc(IReadOnlyList<DiscReading> readings) => new()
    {
        Format = 1,
        Id = Guid.Empty,
        Disk = "disk",
        Repository = Digest.Of("repository"u8),
        Set = new DiscSetName(Guid.Empty, "set"),
        Kind = DiscKind.Full,
        Volume = 1,
        Of = 1,
        Medium = "dvd",
        Capacity = 4_700_000_000,
        Label = "LABEL",
        PlannedAt = Burned,
        Burns = [new DiscBurn(Burned, "drive", IsGood: true)],
        Readings = readings,
    };
}
