// SPDX-License-Identifier: Apache-2.0
// The whole scene of the hall. `show` takes one moment of the plant and one of the picture and sets everything from these
// two alone, so that a moment always looks the same.
import * as THREE from "three";
import { RoomEnvironment } from "three/examples/jsm/environments/RoomEnvironment.js";
import { parts } from "../format";
import type { RunRecord } from "../record/record";
import { viewAt, type PlantView } from "../record/view";
import { crewAt, makeCrew } from "./crew";
import { buildFittings, cartonSpots } from "./fittings";
import { makeGlows, makePlumes, type Glow, type Plume } from "./glow";
import { makeHall } from "./hall";
import { makeLamps } from "./lamps";
import { layOut, toHall, type Layout } from "./layout";
import type { Element, GlowSpot, Machine } from "./machines/common";
import { machineOf } from "./machines/index";
import { mountains, skyDome } from "./markets/common";
import { makeMachinery } from "./machinery";
import { makeMaterials, type Look } from "./materials";
import { makeMovers } from "./movers";
import { makeSwarm } from "./swarm";
import { thingsAt, type Scenery, type Things } from "./things";
import type { Films } from "./web";

export interface Stage {
  scene: THREE.Scene;
  layout: Layout;
  scenery: Scenery;
  things: Things;
  view: PlantView;
  /** Sets everything for a moment. @param stageTime seconds of the picture @param eye,look from where and at what it is seen @param isWhole nothing is left out that the eye misses: for shadows */
  show(time: number, stageTime: number, eye: THREE.Vector3, look: THREE.Vector3, pace?: number, isWhole?: boolean): PlantView;
  /** Meshes that a click may hit, with what an instance of them is. */
  rolls: THREE.InstancedMesh;
  sheets: THREE.InstancedMesh;
}

// Vapours as they are told apart on screen; in the tool only hot mouths shine.
const vapour: Record<Element, number> = { copper: 0xd8733a, indium: 0x7c86d8, gallium: 0x4fb3c9, selenium: 0x8f3b34, sodium: 0xd8c04a };

function filmsOf(record: RunRecord): Films {
  const thickness = (layer: string, usual: number) => record.layers.find((row) => row.layer === layer)?.thickness_um ?? usual;
  const settings = record.plant.stations.flatMap((station) => station.settings);
  const recipe = (key: string, usual: number) => {
    const value = Number.parseFloat(settings.find((item) => item.path.endsWith(`recipe.absorber.${key}`))?.value ?? "");
    return Number.isFinite(value) ? value : usual;
  };
  return { cigsUm: thickness("cigs", 2), ggi: recipe("ggi", 0.32), cdsNm: 1000 * thickness("cds", 0.05), iznoNm: 1000 * thickness("izno", 0.06),
    azoNm: 1000 * thickness("azo", 0.35), grading: [recipe("back_ratio", 1), recipe("notch_ratio", 1), recipe("front_ratio", 1)] };
}

export function makeStage(record: RunRecord, look: Look, renderer: THREE.WebGLRenderer): Stage {
  const scene = new THREE.Scene();
  const layout = layOut(record.plant);
  const materials = makeMaterials(look);
  const machines = new Map<string, Machine>(record.plant.stations.map((plan) => [plan.station, machineOf(plan)]));
  const scenery: Scenery = { record, layout, machines, films: filmsOf(record) };
  const hall = makeHall(layout, materials);
  scene.add(hall.group);
  const machinery = makeMachinery(scenery, materials);
  const fittings = buildFittings(layout).build();
  scene.add(solid(new THREE.Mesh(fittings.body, materials.body)), new THREE.Mesh(fittings.glow, materials.glow));
  const swarm = makeSwarm(materials);
  const crew = makeCrew(materials);
  const lamps = makeLamps(layout, machines, materials);
  const movers = makeMovers(layout, machines, materials);
  const glows = collectGlows(scenery, lamps.spots);
  const plumes = collectPlumes(scenery);
  const glowMesh = makeGlows(glows.map((item) => item.glow));
  const plumeMesh = makePlumes(plumes.map((item) => item.plume));
  const cartons = makeCartons(layout, materials.shaded({ surface: [0.8, 0] }));
  scene.add(machinery.group, swarm.group, crew.group, lamps.group, movers.group, glowMesh.mesh, plumeMesh.mesh, cartons.mesh, ...country(layout));
  const dome = skyDome({ top: 0x6fa6d6, low: 0xdfe6ea, ground: 0, sun: [0.3, 0.7, 0.6], sunColour: 0xfff4e2, strength: 1 });
  scene.add(dome);
  const light = addLights(scene, layout, look, renderer);

  const stage: Stage = {
    scene, layout, scenery, things: { rolls: [], sheets: [], carts: [] }, view: viewAt(record, record.info.begins),
    rolls: swarm.rolls, sheets: swarm.sheets,
    show(time, stageTime, eye, look, pace = 1, isWhole = false) {
      const view = (stage.view = viewAt(record, time, pace));
      stage.things = thingsAt(scenery, view);
      swarm.show(stage.things);
      // Nobody stands in the way of the eye.
      crew.show(crewAt(layout, view, stageTime).filter((person) => Math.hypot(person.x - eye.x, person.z - eye.z) > 2.6 && offLine(person, eye, look) > 1.3), eye);
      lamps.show(view);
      movers.show(view);
      cartons.show(view);
      machinery.show(view, eye, look, isWhole);
      glows.forEach((item, at) => (glowMesh.light[at] = lightOf(item, view, stageTime)));
      glowMesh.update();
      plumes.forEach(({ tool }, at) => (plumeMesh.light[at] = view.tools.get(tool)?.isRunning ? 0.85 : view.tools.get(tool)?.state?.state === 6 ? 0 : 0.1));
      plumeMesh.update(stageTime);
      hall.roof.visible = eye.y < layout.hall.height - 1;
      for (const wall of hall.walls) wall.object.visible = wall.faces(eye);
      const day = daylight(time);
      light.set(day, view.isManned, view.lamp.light);
      dome.visible = day > 0.25;
      hall.windows.color.setScalar(0.16 + 0.9 * day);
      hall.lamps.color.setScalar(view.isManned ? 1 : 0.35);
      return view;
    },
  };
  return stage;
}

/** Distance on the floor of a person from the line of sight; far for who stands behind what is looked at. */
function offLine(person: { x: number; z: number }, eye: THREE.Vector3, look: THREE.Vector3): number {
  const [dx, dz] = [look.x - eye.x, look.z - eye.z];
  const size = dx * dx + dz * dz || 1;
  const share = ((person.x - eye.x) * dx + (person.z - eye.z) * dz) / size;
  // From high above nobody hides anything.
  if (share < 0 || share > 1.05 || eye.y > 4) return Number.POSITIVE_INFINITY;
  return Math.hypot(person.x - eye.x - share * dx, person.z - eye.z - share * dz);
}

function solid<Item extends THREE.Mesh>(mesh: Item): Item {
  mesh.castShadow = mesh.receiveShadow = true;
  return mesh;
}

interface ToolGlow { glow: Glow; tool: string; when: GlowSpot["when"] | "lamp"; strength: number }

function collectGlows({ layout, machines }: Scenery, lampSpots: THREE.Vector3[]): ToolGlow[] {
  const list: ToolGlow[] = [];
  let lamp = 0;
  for (const station of layout.stations) {
    for (const place of station.tools) {
      for (const spot of machines.get(station.plan.station)?.glows ?? []) {
        const at = toHall(place, spot.at[0], spot.at[2]);
        list.push({ tool: place.tool, when: spot.when, strength: spot.strength, glow: { at: new THREE.Vector3(at.x, spot.at[1], at.z), colour: spot.colour, size: spot.size } });
      }
      list.push({ tool: place.tool, when: "lamp", strength: 0.55, glow: { at: lampSpots[lamp++], colour: 0xffffff, size: 0.7 } });
    }
  }
  return list;
}

function lightOf(item: ToolGlow, view: PlantView, stageTime: number): number {
  const tool = view.tools.get(item.tool);
  if (item.when === "lamp") return 0;
  if (item.when === "flash") return lastFlashed(view) === item.tool ? view.lamp.light * item.strength : 0;
  // Plasma and melts flicker by a few per cent.
  return tool?.isRunning ? item.strength * (0.94 + 0.06 * Math.sin(9 * stageTime + 13 * item.glow.at.x)) : 0;
}

function lastFlashed(view: PlantView): string | undefined {
  const serial = view.lamp.flash?.serial;
  const visits = serial === undefined ? [] : (view.day?.visits.byPart.get(serial) ?? []);
  return visits.find((visit) => view.tools.get(visit.tool)?.station.kind === "flasher")?.tool;
}

function collectPlumes({ layout, machines }: Scenery): { plume: Plume; tool: string }[] {
  return layout.stations.flatMap((station) => station.tools.flatMap((place) => (machines.get(station.plan.station)?.sources ?? []).map((source) => {
    const at = toHall(place, source.at[0], source.at[2]);
    return { tool: place.tool, plume: { at: new THREE.Vector3(at.x, source.at[1], at.z), colour: vapour[source.element], height: 0.92,
      radius: source.element === "selenium" ? 0.46 : 0.3 } };
  })));
}

function makeCartons(layout: Layout, material: THREE.Material) {
  const spots = layout.bays.map((bay) => cartonSpots(bay));
  const most = spots.reduce((sum, list) => sum + list.length, 0);
  const mesh = new THREE.InstancedMesh(new THREE.BoxGeometry(1.1, 0.42, 0.5), material, Math.max(1, most));
  mesh.frustumCulled = false;
  const matrix = new THREE.Matrix4();
  const colour = new THREE.Color();
  const perCarton = 200; // [W] of good modules of the day that a carton stands for
  return {
    mesh,
    show(view: PlantView) {
      let at = 0;
      layout.bays.forEach((bay, index) => {
        const count = Math.ceil((view.good.bySegment.get(bay.segment)?.watts ?? 0) / perCarton);
        for (const spot of spots[index].slice(0, count)) {
          mesh.setMatrixAt(at, matrix.makeTranslation(spot.x, spot.y, spot.z));
          mesh.setColorAt(at++, colour.set(0xb8925f));
        }
      });
      mesh.count = at;
      mesh.instanceMatrix.needsUpdate = true;
      if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
    },
  };
}

function country({ hall }: Layout): THREE.Object3D[] {
  // The yard about the hall, paler with distance until it is the background; the Front Range behind it.
  const ground = new THREE.Mesh(new THREE.PlaneGeometry(1200, 1200).rotateX(-Math.PI / 2), new THREE.MeshLambertMaterial({ color: 0xb3bab6 }));
  ground.position.set((hall.x0 + hall.x1) / 2, -0.06, 0);
  return [ground, mountains(0x9db4c6, 420, 64, 3), mountains(0x7f9bae, 390, 34, 8)];
}

/** How light it is outside, 0 to 1, by the plant's clock: sunrise about 6, sunset about 20 (May, Colorado, standard time 5 to 19). */
function daylight(time: number): number {
  const at = parts(time);
  const hour = at.hour + at.minute / 60 + at.second / 3600;
  return Math.min(1, Math.max(0, Math.sin(((hour - 4.8) / 14.4) * Math.PI) * 1.6));
}

function addLights(scene: THREE.Scene, { hall }: Layout, look: Look, renderer: THREE.WebGLRenderer) {
  const sky = new THREE.HemisphereLight(0xf4f8fb, 0x9a9f9c, 1);
  const sun = new THREE.DirectionalLight(0xfff4e2, 1);
  const [x, z] = [(hall.x0 + hall.x1) / 2, (hall.z0 + hall.z1) / 2];
  sun.position.set(x + 18, 46, z + 26);
  sun.target.position.set(x, 0, z);
  scene.add(sky, sun, sun.target);
  const near = new THREE.Color(0xdfe6ea);
  const night = new THREE.Color(0x1a222b);
  scene.background = near.clone();
  scene.fog = new THREE.Fog(near.clone(), 150, 480);
  if (look === "high") {
    const generator = new THREE.PMREMGenerator(renderer);
    scene.environment = generator.fromScene(new RoomEnvironment(), 0.04).texture;
    sun.castShadow = true;
    sun.shadow.mapSize.set(4096, 4096);
    const reach = Math.max(hall.x1 - hall.x0, hall.z1 - hall.z0) / 2 + 4;
    Object.assign(sun.shadow.camera, { left: -reach, right: reach, top: reach, bottom: -reach, near: 1, far: 140 });
    sun.shadow.bias = -0.0006;
    sun.shadow.normalBias = 0.03;
    sun.shadow.intensity = 0.75;
  }
  return {
    set(day: number, isManned: boolean, flash: number) {
      const lamps = isManned ? 1 : 0.35;
      sky.intensity = (look === "high" ? 0.3 : 2.0) * (0.3 + 0.25 * day + 0.45 * lamps);
      sun.intensity = (look === "high" ? 1.35 : 2.2) * (0.2 + 0.25 * day + 0.55 * lamps);
      scene.environmentIntensity = 0.4 * (0.3 + 0.2 * day + 0.5 * lamps);
      (scene.background as THREE.Color).lerpColors(night, near, 0.1 + 0.9 * day);
      (scene.fog as THREE.Fog).color.copy(scene.background as THREE.Color);
      renderer.toneMappingExposure = 1 + 0.12 * flash;
    },
  };
}
