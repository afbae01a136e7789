//! Every weight of tables made of white space, with where it comes from, by the module that goes by it. What a weight
//! says in ems holds for any size of print. `benches/sweep.py` moves each by half up and down and counts the rows that are
//! read otherwise then.

pub(super) mod tables {
    /// Most lines of a table on one page; white space is weighed at a cost that grows with their square. The highest page that
    /// PDF knows (14,400 points, ISO 32000-1 Annex C.2) has as many, set solid in seven points.
    pub(in super::super) const MOST_LINES: usize = 2_000;
    /// A gap between two columns, in ems.
    pub(in super::super) const GAP: f32 = 0.5;
    /// Lines of a cell, as many as the fullest pages have on the average.
    pub(in super::super) const LINES_OF_A_CELL: usize = 4;
    /// A row, or a column that tells rows, has print in so much of its cells: one of two may be blank in a list with remarks.
    pub(in super::super) const FILLED: f32 = 0.6;
    /// Without a header, one cell in so many is a number at least: text that lines up has fewer.
    pub(in super::super) const NUMBERS: usize = 6;
}

pub(super) mod rows {
    /// How far apart the middles of print on one baseline are at most, in ems: other fonts reach a third of an em higher or lower.
    pub(in super::super) const LEVEL: f32 = 0.34;
}

pub(super) mod regions {
    /// A gap between two columns, in ems: blanks between words are a quarter of an em, justified ones seldom over a half.
    pub(in super::super) const GAP: f32 = 0.5;
    /// A gap that shows two columns alone: two characters; a title's or signature's names stand one or less apart.
    pub(in super::super) const WIDE: f32 = 2.0;
    /// A blank height that ends a table, in ems: three lines of print.
    pub(in super::super) const END: f32 = 3.0;
    /// A blank height up to which a line of one piece still belongs to the rows next to it.
    pub(in super::super) const NEAR: f32 = 1.0;
    /// The same above the first row, for what stands in one column: the rest of a row that the page break cut, with the
    /// white space of two rows' edges and a rule between.
    pub(in super::super) const ABOVE: f32 = 1.5;
    /// White space between two lines of a cell, in ems: print set with half a line between, 1.5 times as high as it is.
    pub(in super::super) const LEADING: f32 = 0.5;
    /// How far above a line the rule over its row is at most, in ems: a row is hardly higher than five lines.
    pub(in super::super) const ROW: f32 = 5.0;
    /// Lines of one piece above the first row with several: a name over columns is hardly set on more.
    pub(in super::super) const NAME: usize = 2;
    /// Lines of a header that is said again, from the lowest: a name set from the top down (专门面向中小企业) stands on three more
    /// than the others on one.
    pub(in super::super) const NAMES: usize = 4;
    /// How far a name over all columns but the first is out of their middle at most, in ems: as far as print ends beside it.
    pub(in super::super) const MIDDLE: f32 = 0.75;
    /// How much larger another size of print is at least: sizes are a tenth apart.
    pub(in super::super) const LARGER: f32 = 1.1;
    /// How far a table's rule runs out over its print, in points: a column of a blank and a centred number.
    pub(in super::super) const OUTSIDE: f32 = 36.0;
}

pub(super) mod beside {
    /// White space between columns of a page, in ems: wider than blanks of justified lines.
    pub(in super::super) const GUTTER: f32 = 1.0;
    /// How wide a column of running text is at least, in ems: twenty letters, fewer are hardly set so.
    pub(in super::super) const WIDTH: f32 = 12.0;
    /// How even its lines stand, in ems: those of a row's cell stand nearer to each other than to the next row's.
    pub(in super::super) const EVEN: f32 = 0.1;
    /// Full lines of it one below the other: a table's cell has fewer as a rule.
    pub(in super::super) const LEAST: usize = 5;
    /// The part of the column's width that a full line takes: a long word of the next may have no room.
    pub(in super::super) const FULL: f32 = 0.8;
}

pub(super) mod leaders {
    /// Dots of a leader: three are an ellipsis, or stand for what is left out.
    pub(in super::super) const LEAST: usize = 4;
    /// How far the dots stand from each other at most, in ems: every second place of a typewriter's line has one.
    pub(in super::super) const APART: f32 = 2.0;
    /// White space behind the last that shows what follows to be no part of it, in ems: less than a blank.
    pub(in super::super) const BEHIND: f32 = 0.1;
}

pub(super) mod justified {
    /// Blanks that are alike: as many columns are seldom so far apart by chance.
    pub(in super::super) const LEAST: usize = 3;
    /// How alike they are, in ems: programs set them to a hundredth, and print of letters is kerned.
    pub(in super::super) const EVEN: f32 = 0.06;
    /// How wide they are at most, in ems: three times as wide as an ordinary one.
    pub(in super::super) const WIDEST: f32 = 1.0;
}

pub(super) mod typed {
    /// How wide the print is, in ems: three fifths in nearly all such fonts. Half-width print of CJK fonts is a half.
    pub(in super::super) const LEAST: f32 = 0.55;
    pub(in super::super) const MOST: f32 = 0.65;
    /// How even it is, in ems: fonts give widths to a thousandth.
    pub(in super::super) const EVEN: f32 = 0.02;
    /// A blank in widths of its print: less than two, between columns.
    pub(in super::super) const BLANK: f32 = 1.3;
}

pub(super) mod chart {
    /// Numbers of a scale: three or four may step evenly by chance.
    pub(in super::super) const LEAST: usize = 5;
    /// How even they stand, in ems of theirs: programs set them to a point or less.
    pub(in super::super) const EVEN: f32 = 0.3;
}

pub(super) mod columns {
    /// A gap this wide, in ems, that runs through all lines parts two columns. Below it lie blanks between words.
    pub(in super::super) const CORRIDOR: f32 = 0.45;
    /// How far print that its cell is too narrow for runs over the edge, in ems.
    pub(in super::super) const HUNG: f32 = 0.25;
    /// Gaps that so many lines leave free are no chance. Measured: with 3 a full header of narrow columns is taken for a name over
    /// two, with 8 and more names that stand in a gap close it.
    pub(in super::super) const ESTABLISHED: usize = 5;
    /// Narrower gaps within a line are blanks.
    pub(in super::super) const BLANK: f32 = 0.3;
    /// So far stands a unit behind its sum: half an em is a blank of fonts whose figures are as wide.
    pub(in super::super) const UNIT: f32 = 0.6;
    /// Characters of a name that is set wide: 购　买　主　体, and hardly a longer one.
    pub(in super::super) const NAME_SET_WIDE: usize = 4;
    /// White space between two of them, in ems: a name in a column of twenty characters' width, which few have.
    pub(in super::super) const SET_WIDE: f32 = 6.0;
    /// By so much the white space between them differs, in ems: boxes of print are not more exact.
    pub(in super::super) const EVEN: f32 = 0.3;
    /// White space before a sign that is another cell's, in ems: less than a blank.
    pub(in super::super) const APART: f32 = 0.15;
    /// So far may a sum stand from the sign before it: a cell of twenty figures is ten ems wide.
    pub(in super::super) const SIGN: f32 = 10.0;
}

pub(super) mod narrow {
    /// The narrowest gap between two columns, in ems: cells have two points of padding at either side in common programs, on
    /// print of ten points and more.
    pub(in super::super) const NARROW: f32 = 0.2;
    /// How far behind the ink of a mark its own text goes on at most where it is set into the mark's blank half, in ems: programs that
    /// close up marks take just the half away.
    pub(in super::super) const CLOSED_UP: f32 = 0.05;
    /// White space within a text behind a mark at most, in ems: its blank half, and what lies beside the ink of two characters.
    pub(in super::super) const MARK: f32 = 0.75;
    /// How far the middles of names in cells of one header are apart at most, in ems: lines of unlike fonts are not set more exactly.
    pub(in super::super) const MIDDLES: f32 = 0.25;
    /// How far below the one the other of two names side by side begins at most, in ems: beside names over groups of columns others
    /// stand in the middle of both rows, on half a line more.
    pub(in super::super) const BESIDE: f32 = 0.5;
    /// How far boxes of one text are from touching, in ems: they are not more exact.
    pub(in super::super) const EXACT: f32 = 0.05;
    /// One line in five may run over the edge: a full line whose last mark is hung over it.
    pub(in super::super) const OVER: usize = 5;
    /// One in two, where the header's words stand as far apart as columns: what runs over is doubted line by line.
    pub(in super::super) const OVER_APART: usize = 2;
    /// Lines that show a column: fewer may have a blank in the same place by chance.
    pub(in super::super) const LEAST: usize = 3;
    /// A gap in the header that parts two columns though their names do not say so, in ems: as between other columns.
    pub(in super::super) const APART: f32 = 0.45;
    /// Lines of a name in the header: the longest in use (是否专门面向中小企业) stands on five of two characters.
    pub(in super::super) const NAME_LINES: usize = 5;
    /// A gap within a line that is no blank, in ems: these are set as wide as one character at most.
    pub(in super::super) const WIDE: f32 = 1.0;
    /// Least gap between two columns that their print alone shows, in ems: blanks in Latin print are up to a third of an em, the
    /// space between ideographs and figures is a quarter.
    pub(in super::super) const ALIGNED: f32 = 0.35;
    /// Lines that show it, and how far their ends may be from one place, in ems: boxes of print are more exact.
    pub(in super::super) const LEAST_ALIGNED: usize = 5;
    pub(in super::super) const STRAIGHT: f32 = 0.15;
    /// So many of the lines stand alike, where figures make a column: one in ten may be a heading, or a total's label.
    pub(in super::super) const ALIKE: f32 = 0.9;
}

pub(super) mod unnamed {
    /// The part of its column's width that a full line takes at least: longer words than a third of it are seldom.
    pub(in super::super) const WIDE: f32 = 0.65;
    /// How much nearer lines of a label stand than rows, or those of a name than its upper one, in ems, if they do: cells have a point
    /// or two of padding.
    pub(in super::super) const NEARER: f32 = 0.15;
    /// How far left of its first line a label's next one begins at most, in ems: headings of rows stand farther left than these.
    pub(in super::super) const OUT: f32 = 0.3;
    /// So many lines of labels are not all beside a full one by chance: one in three may be.
    pub(in super::super) const FULL: usize = 3;
    /// The part of its column's width that such a line takes at least: a short heading may stand above a long word.
    pub(in super::super) const SOME: f32 = 0.4;
    /// So many labels begin with a capital letter if new ones do: some go on in the next line.
    pub(in super::super) const CAPITALS: f32 = 0.6;
    /// How far a heading of rows is out of the middle of the table at most, in ems: a blank beside the outermost print.
    pub(in super::super) const MIDDLE: f32 = 0.5;
}

pub(super) mod upper {
    /// Gaps wider than this, in ems, part the names of a line.
    pub(in super::super) const GAP: f32 = 0.5;
    /// How far below a name those that it stands over may be, in ems: a row of a header is hardly higher than five lines.
    pub(in super::super) const LOWER: f32 = 5.0;
    /// How high the cell of a name between two rules may be, in ems: three lines set wide, and as much padding.
    pub(in super::super) const HIGHEST: f32 = 8.0;
    /// How far above its rule a name stands where no rule shows its cell, in ems: one line, the next stands over other names.
    pub(in super::super) const ABOVE: f32 = 1.8;
    /// How far from the middle of two lines a name set there is at most, in ems: fonts are not set more exactly.
    pub(in super::super) const MIDDLE: f32 = 0.2;
}

pub(super) mod head {
    /// A header may fall into several bands, for its cells' lines are not at one height: a name of four lines in a narrow
    /// column beside names of one, two and three lines has seven; one set from the top down (是否专门面向中小企业) has ten.
    pub(in super::super) const BANDS: usize = 12;
}

pub(super) mod bands {
    /// Lines of one cell stand less than this apart, in ems of white space: official print leads by up to nine tenths of an
    /// em (28 points on 三号, GB/T 9704-2012 5.2.2), tables less.
    pub(in super::super::super) const LEADING: f32 = 0.9;
}

pub(super) mod anchored {
    /// Heights tried for the limit between two numbers; where more lines stand between them, white space must do. No row has
    /// more lines than A4 has, set solid in nine points: 93. It bounds the work; with 4 to 200 all tables at hand read alike.
    pub(in super::super) const CUTS: usize = 96;
    /// What print above the first number costs as the rest of a row from the page before, in ems: less than two columns out of
    /// place. Measured: up to 1 all tables at hand read alike, from 1.5 on the rest of a row is taken into the next.
    pub(in super::super) const REST: f32 = 0.5;
    /// A band of print without number: a row that none was given, which is seldom. Measured: from 1.5 to 8 all tables at hand
    /// read alike, up to 1 rows that merged cells hold apart are not joined.
    pub(in super::super) const UNNUMBERED: f32 = 2.0;
    /// What it costs besides for each column whose lines go on over its end as near as they mostly are: two columns out of
    /// place. Measured: at 1 a row set at its bottom loses its upper lines.
    pub(in super::super) const TORN: f32 = 2.0;
    /// How far cells may be out of their place, in ems, before it tells nothing: type of another font or size in the row.
    pub(in super::super) const OFF: f32 = 0.35;
}

pub(super) mod merged {
    /// How far print may be out of the middle of its cell, in ems: half of a line's white space, for the limits between rows are
    /// not drawn.
    pub(in super::super) const OFF: f32 = 0.35;
    /// What is as good as equal, in ems: boxes of print are not more exact.
    pub(in super::super) const EXACT: f32 = 0.1;
}

pub(super) mod spans {
    /// What a cell costs that goes on over the page's edge and need not be centred, in rows: more than centred print is ever off (half a
    /// point), less than one row too many or too few (half a row).
    pub(in super::super) const RUNS_ON: f32 = 0.25;
    /// The same where it is the cell of the page before, which goes on over blank rows: that print is out of the middle of its rows
    /// altogether is less likely.
    pub(in super::super) const RAN_ON: f32 = 0.125;
    /// Merged cells have seldom more rows; what has is left to the other ways.
    pub(in super::super) const ROWS: usize = 60;
    /// Nor have cells more lines: the longest names of offices in use have forty characters, and may be set one a line.
    pub(in super::super) const LINES: usize = 40;
    /// What a blank row costs, in ems: more than print is out of its middle.
    pub(in super::super) const BLANK: f32 = 0.5;
    /// Rows times lines: a page of a hundred of each, and more than any is printed with.
    pub(in super::super) const STATES: usize = 40_000;
}

pub(super) mod partly {
    /// A gap between two columns where a rule should stand, in ems: more than a blank or an indent of one.
    pub(in super::super) const GAP: f32 = 1.05;
}
