//! What `status`, TAB and `import` spend their time on, with 10,000 requests, 100,000 looks and 100,000 connections.
#![expect(clippy::unwrap_used, reason = "nothing can be measured after a failure")]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use invtrack::import::{self, Options};
use invtrack::matching::derive;
use invtrack::model::calibrate::{Learned, start_of_day};
use invtrack::model::judge::{Judge, Judged};
use invtrack::model::settings::Model;
use invtrack::model::tracked::{Numbers, Tracked};
use invtrack::record::set::Record;
use invtrack::record::time::{Moment, Zone};
use invtrack::store::{Read, Seed, Store, View};

const REQUESTS: usize = 10_000;
const CONNECTIONS: usize = 100_000;

fn load(path: &Path) -> Record {
    Store::open_to_read(path).unwrap().unwrap().read(|view| view.all()).unwrap().record
}

fn judge_all(book: &Tracked, model: &Model, mut take: impl FnMut(&Judge, Judged)) {
    let requests: Vec<_> = book.requests.iter().collect();
    let learned = Learned::from(&requests, model, start_of_day(generate::now(), Zone::Local), Zone::Local);
    let judge = Judge::new(learned, model, Moment::Exact(generate::now()), Zone::Local);
    for request in &book.requests {
        take(&judge, judge.judge(request));
    }
}

fn status(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("invtrack.db");
    generate::database(&path, REQUESTS).unwrap();
    let (record, model) = (load(&path), Model::default());
    let book = Tracked::of(record.clone(), &Numbers::default(), Zone::Local);
    let mut group = criterion.benchmark_group("status");
    group.sample_size(20);
    group.bench_function("load", |bencher| bencher.iter(|| load(&path)));
    group.bench_function("matching", |bencher| {
        bencher.iter_batched(|| record.clone(), derive, BatchSize::PerIteration);
    });
    group.bench_function("matching and line up", |bencher| {
        let line_up = |record| Tracked::of(record, &Numbers::default(), Zone::Local);
        bencher.iter_batched(|| record.clone(), line_up, BatchSize::PerIteration);
    });
    group.bench_function("classify", |bencher| {
        bencher.iter(|| judge_all(&book, &model, |_, judged| drop(black_box(judged))));
    });
    group.bench_function("classify and say why", |bencher| {
        bencher.iter(|| judge_all(&book, &model, |judge, judged| drop(black_box(judge.why(&judged)))));
    });
    group.finish();
}

fn completion(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("invtrack.db");
    generate::database(&path, REQUESTS).unwrap();
    let mut group = criterion.benchmark_group("completion");
    let mut bench = |name: &str, seeds: fn(&View) -> Read<Vec<Seed>>| {
        let find = || {
            let mut store = Store::open_to_complete(&path).unwrap();
            let loaded = store.read(|view| view.part(seeds(view)?)).unwrap().unwrap();
            Tracked::of(loaded.record, &Numbers::default(), Zone::Local)
        };
        group.bench_function(name, |bencher| bencher.iter(find));
    };
    bench("nothing typed", |view| view.newest(50));
    bench("a digit", |view| view.numbered("7", 50));
    bench("a letter", |view| view.beginning("a", "a", 50));
    group.finish();
}

fn imports(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().unwrap();
    let csv = directory.path().join("Connections.csv");
    fs_err::write(&csv, generate::connections_csv(CONNECTIONS)).unwrap();
    let options = Options::new(generate::now(), Zone::Local);
    let read = || import::open(&csv, &options, &mut |_, _| ()).unwrap().remove(0).record;
    let record = read();
    let mut group = criterion.benchmark_group("import");
    group.sample_size(20);
    group.bench_function("read", |bencher| bencher.iter(read));
    group.bench_function("add", |bencher| {
        let empty = || Store::open_to_write(&tempfile::tempdir().unwrap().keep().join("x.db")).unwrap();
        let add = |mut store: Store| store.write(|change| change.add(&record)).unwrap();
        bencher.iter_batched(empty, add, BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(benches, status, completion, imports);
criterion_main!(benches);
