using Archivist.Discs.Burning;
using Archivist.Images.Model;

namespace Archivist.Tests.Discs.Burning;

public sealed class XorrisoLineTests
{
    [Theory]
    [InlineData("xorriso : UPDATE :   16 of   28 MB written (fifo 99%) [buf  50%]  17.3x.", 16L << 20, 17.3)]
    [InlineData("xorriso : UPDATE :    0 of   28 MB written (fifo 99%) [buf  50%]", 0L, null)]
    [InlineData("xorriso : UPDATE :   29 of   28 MB written (fifo 99%) [buf  50%]   0.0x.", 28L << 20, 0.0)]
    public void Progress_is_understood(string line, long bytes, double? speed) =>
        Assert.Equal(new BurnProgress(BurnStage.Writing, bytes, 28L << 20, speed), XorrisoLine.Progress(line, 28L << 20));

    [Fact]
    public void Closing_is_understood() =>
        Assert.Equal(BurnStage.Closing, XorrisoLine.Progress("xorriso : UPDATE : Thank you for being patient. Working since 4 seconds.", 1)!.Value.Stage);

    [Theory]
    [InlineData("Drive current: -outdev '/dev/sr0'")]
    [InlineData("xorriso : NOTE : Disc status unsuitable for writing")]
    [InlineData("")]
    public void Other_lines_are_neither_progress_nor_complaint(string line)
    {
        Assert.Null(XorrisoLine.Progress(line, 1));
        Assert.Null(XorrisoLine.Complaint(line));
    }

    [Fact]
    public void Complaints_are_quoted_without_their_frame() =>
        Assert.Equal("Medium is not blank", XorrisoLine.Complaint("libburn : SORRY : Medium is not blank"));

    [Theory]
    [InlineData("DVD+R", "is blank", MediumState.Blank, 2295104L)]
    [InlineData("DVD+RW", "is written , is appendable", MediumState.Overwritable, null)]
    [InlineData("BD-RE", "is written , is appendable", MediumState.Overwritable, null)]
    [InlineData("DVD-ROM", "is written , is closed", MediumState.Closed, null)]
    [InlineData("DVD+R", "is written , is appendable", MediumState.Closed, null)]
    [InlineData("is not present", "is not recognizable", MediumState.Closed, null)]
    public void Media_are_understood(string kind, string status, MediumState state, long? blocks)
    {
        var medium = XorrisoLine.Medium(
        [
            $"Media current: {kind}", $"Media status : {status}", "Media blocks : 0 readable , 2295104 writable , 2295104 overall", "Media product: RITEK/F16/1 , Ritek",
        ]);
        Assert.Equal(new RecorderMedium(kind, state, blocks * Sector.Size, "RITEK/F16/1 , Ritek"), medium);
    }

    [Theory]
    [InlineData("DVD+R", null, false, DefectManagement.AsIs, "speed=0 fs=32m padsize=0 tsize=100s blank=as_needed -tao")]
    [InlineData("DVD-R", null, false, DefectManagement.AsIs, "speed=0 fs=32m padsize=0 tsize=100s blank=as_needed")]
    [InlineData("CD-R", 4.0, true, DefectManagement.AsIs, "speed=4 fs=32m padsize=0 tsize=100s blank=as_needed -dummy")]
    [InlineData("BD-R", 2.4, false, DefectManagement.On, "speed=2.4 fs=32m padsize=0 tsize=100s blank=format_overwrite stream_recording=off")]
    [InlineData("DVD+RW", null, false, DefectManagement.Off, "speed=0 fs=32m padsize=0 tsize=100s blank=as_needed stream_recording=on")]
    public void An_order_becomes_arguments(string kind, double? speed, bool simulated, DefectManagement defects, string expected)
    {
        var order = new BurnOrder { ImagePath = "/images/a b.iso", Length = 100 * Sector.Size, Speed = speed, IsSimulation = simulated, DefectManagement = defects };
        Assert.Equal(
            $"-as cdrecord -v dev=/dev/sr0 {expected} /images/a b.iso",
            string.Join(' ', new LibburnRecorder("/dev/sr0", TimeProvider.System).Arguments(order, new RecorderMedium(kind, MediumState.Blank, null, null))));
    }
}
